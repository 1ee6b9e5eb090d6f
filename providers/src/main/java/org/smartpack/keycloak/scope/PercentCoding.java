/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

import org.smartpack.keycloak.scope.MalformedScope.Reason;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Percent-encoding within the query of a scope (SMART-SCOPE-24): UTF-8, decoded exactly once; a plus sign is just a
 * plus sign. An encoded comma and an encoded percent sign stay encoded; {@link Restriction} says why.
 */
final class PercentCoding {

    private static final String HEX = "0123456789ABCDEF";

    private PercentCoding() {}

    /**
     * Decodes a part of a scope, which has scope characters only.
     *
     * @throws OutsideGrammar for an incomplete or overlong sequence, for bytes that are not UTF-8, and for invisible
     *     characters, which could make one value look like another
     */
    static String decode(String text) throws OutsideGrammar {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            int octet = octet(text, i);
            if (octet == '%' || octet == ',') {
                escape(octet, bytes);
            } else {
                bytes.write(octet);
            }
            i += 2;
        }
        String decoded = utf8(bytes.toByteArray());
        if (decoded.codePoints().anyMatch(PercentCoding::isInvisible)) {
            throw new OutsideGrammar(Reason.DECODED_CHARACTER);
        }
        return decoded;
    }

    /** Encodes what a scope or its query can't contain, so that {@link #decode} gives the text back. */
    static String encode(String decoded) {
        if (decoded.chars().allMatch(PercentCoding::isLiteral)) {
            return decoded;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(decoded.length() * 2);
        for (byte octet : decoded.getBytes(UTF_8)) {
            if (isLiteral(octet)) {
                bytes.write(octet);
            } else {
                escape(octet & 0xFF, bytes);
            }
        }
        return bytes.toString(UTF_8);
    }

    /** The octet of the sequence that begins with the percent sign at this position. */
    private static int octet(String text, int percent) throws OutsideGrammar {
        int high = percent + 2 < text.length() ? digit(text.charAt(percent + 1)) : -1;
        int low = percent + 2 < text.length() ? digit(text.charAt(percent + 2)) : -1;
        if (high < 0 || low < 0) {
            throw new OutsideGrammar(Reason.PERCENT_ENCODING);
        }
        return high << 4 | low;
    }

    /** {@link Character#digit} would accept the digits of every script. */
    private static int digit(char c) {
        return HEX.indexOf(c >= 'a' && c <= 'f' ? c - 'a' + 'A' : c);
    }

    /** A percent sign is literal here, because a decoded text has it only where it was left encoded. */
    private static boolean isLiteral(int c) {
        return ScopeCharacters.isAllowed(c) && c != '&';
    }

    private static void escape(int octet, ByteArrayOutputStream bytes) {
        bytes.write('%');
        bytes.write(HEX.charAt(octet >> 4));
        bytes.write(HEX.charAt(octet & 0xF));
    }

    private static String utf8(byte[] bytes) throws OutsideGrammar {
        try {
            return UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new OutsideGrammar(Reason.PERCENT_ENCODING);
        }
    }

    private static boolean isInvisible(int c) {
        boolean nonCharacter = (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
        return nonCharacter
                || switch (Character.getType(c)) {
                    case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                        true;
                    default -> false;
                };
    }
}
