/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ContentCodingTest {

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    @DisplayName("LEN-3: plain and gzip, by their names in any case")
    void known() throws IOException {
        byte[] plain = {1, 2, 3};
        for (List<String> none : List.of(List.<String>of(), List.of(""), List.of(" Identity "))) {
            assertThat(ContentCoding.undo(none, plain, 10)).isEqualTo(plain);
        }
        for (String name : List.of("gzip", "GZip", "x-gzip")) {
            assertThat(ContentCoding.undo(List.of(name), gzip(plain), 10)).isEqualTo(plain);
        }
    }

    @Test
    @DisplayName("attack 13: of a bomb no more is unpacked than what shows that it is one")
    void bomb() throws IOException {
        assertThat(ContentCoding.undo(List.of("gzip"), gzip(new byte[5_000_000]), 10))
                .hasSize(11);
    }

    @Test
    @DisplayName("LEN-3: other codings, and several, are not undone")
    void unknown() {
        for (List<String> codings :
                List.of(List.of("br"), List.of("deflate"), List.of("gzip", "gzip"), List.of("identity, gzip"))) {
            assertThatThrownBy(() -> ContentCoding.undo(codings, new byte[1], 10))
                    .isInstanceOf(ContentCoding.UnknownCodingException.class);
        }
    }
}
