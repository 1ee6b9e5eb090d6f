/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

/** What a text may not have in it, whoever sent it. */
public final class CleanText {

    private CleanText() {}

    /** A text without control characters and without halves of characters. */
    public static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(character -> Character.isISOControl(character)
                        || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }
}
