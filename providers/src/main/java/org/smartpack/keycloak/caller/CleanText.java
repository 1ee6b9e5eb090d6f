/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

/** Finds characters that no text from outside may contain. */
public final class CleanText {

    private CleanText() {}

    /** Whether a text has no control characters and no unpaired surrogates. */
    public static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(character -> Character.isISOControl(character)
                        || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }
}
