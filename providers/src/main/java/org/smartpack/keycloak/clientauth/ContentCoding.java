/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Undoes the content coding of a response (RFC 9110 section 8.4). The pack doesn't request one, but some hosts and
 * caches send gzip to everybody. No other coding is supported, and no combination.
 */
final class ContentCoding {

    private ContentCoding() {}

    /**
     * The decoded bytes. Never produces more than {@code max} plus one bytes, whatever the input is.
     *
     * @param codings the values of all {@code Content-Encoding} headers
     * @throws IOException if the coding isn't gzip, or the content is malformed
     */
    static byte[] undo(List<String> codings, byte[] coded, int max) throws IOException {
        String coding = String.join(",", codings).strip().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "", "identity" -> coded;
            case "gzip", "x-gzip" -> {
                try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(coded))) {
                    yield plain.readNBytes(max + 1);
                }
            }
            default -> throw new UnknownCodingException();
        };
    }

    /** A coding other than gzip. */
    static final class UnknownCodingException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
