/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance.text;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Text that every page shows as it is. Keycloak passes consent texts through {@code MessageFormat} in one theme and not
 * in the other, and the account console passes them through a translator of its own.
 */
final class SafeText {

    private static final int LONGEST = 60;

    private SafeText() {}

    /** The text without what means something to these: braces, straight apostrophes and {@code $t(}. */
    static String of(String text) {
        return text.replace('{', '(').replace('}', ')').replace('\'', '’').replace("$t(", "$t (");
    }

    /**
     * A part of a scope: at most 60 characters, the rest is an ellipsis. Characters that would turn the direction of
     * the text around them are shown percent-encoded, those without a shape as question marks, and quotation marks,
     * which could end the quotation that the part is in, as apostrophes.
     */
    static String ofScope(String part) {
        String cut = part.codePointCount(0, part.length()) <= LONGEST
                ? part
                : part.substring(0, part.offsetByCodePoints(0, LONGEST)) + "…";
        StringBuilder shown = new StringBuilder();
        cut.codePoints().forEach(c -> shown.append(character(c)));
        return of(shown.toString());
    }

    private static String character(int c) {
        String text = Character.toString(c);
        if ("\"“”„‟«»".indexOf(c) >= 0) {
            return "’";
        }
        return switch (Character.getDirectionality(c)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER -> URLEncoder.encode(text, StandardCharsets.UTF_8);
            default -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? "?" : text;
        };
    }
}
