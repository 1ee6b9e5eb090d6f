/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

/** Tells what no text may contain, whoever sent it. */
public final class CleanText {

    private CleanText() {}

    /** Whether a text has no control characters and no unpaired surrogates. */
    public static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(character -> Character.isISOControl(character)
                        || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }
}
