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
 * Undoes the content coding of an answer (RFC 9110 section 8.4). The pack asks for none, but some hosts and caches send
 * gzip to everybody. Nothing else is undone, nor one coding over another.
 */
final class ContentCoding {

    private ContentCoding() {}

    /**
     * The bytes before they were coded; no more than {@code max} and one are made, whatever is in there.
     *
     * @param codings the values of all {@code Content-Encoding} headers
     * @throws IOException if it is another coding than gzip, or isn't well-formed
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

    /** Neither plain nor gzip. */
    static final class UnknownCodingException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
