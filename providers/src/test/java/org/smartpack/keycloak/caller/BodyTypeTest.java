/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BodyTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                " Application/JSON\t",
                "application/json;",
                "application/json; charset=UTF-8",
                "application/json;charset=\"utf-8\"",
                "application/json ; Charset=utf8 ; x=\"a;b, c\"",
                "application/json; profile=x; charset=UTF8"
            })
    @DisplayName("LEN-5: JSON in every spelling of its type")
    void json(String type) {
        assertThat(BodyType.of(List.of(type))).contains(new BodyType(true, StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("LEN-5: forms in the charsets that they may have")
    void form() {
        String form = "application/x-www-form-urlencoded";
        assertThat(BodyType.of(List.of(form))).contains(new BodyType(false, StandardCharsets.UTF_8));
        assertThat(BodyType.of(List.of(form + ";charset=ISO-8859-1")))
                .contains(new BodyType(false, StandardCharsets.ISO_8859_1));
        assertThat(BodyType.of(List.of(form + "; charset=\"US-ASCII\"")))
                .contains(new BodyType(false, StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json",
                "/",
                "*/*",
                "application/*",
                "application/",
                "text/json",
                "application/json+x",
                "multipart/form-data",
                "application/json charset=utf-8",
                "application/json; charset",
                "application/json; charset=",
                "application/json; charset=\"utf-8",
                "application/json; charset=utf-8\"",
                "application/json; charset=utf-8; charset=utf-8",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/json; =utf-8",
                "application/json, application/json",
                "application/json; charset=utf-8, text/plain",
                "application/x-www-form-urlencoded, application/json",
                "application/x-www-form-urlencoded; charset=utf-16"
            })
    @DisplayName("attack 46, LEN-5: what is neither, can't be read, or was put together of several")
    void others(String type) {
        assertThat(BodyType.of(List.of(type))).isEmpty();
    }

    @Test
    @DisplayName("attack 46: no header, several headers, and very long ones")
    void headers() {
        assertThat(BodyType.of(null)).isEmpty();
        assertThat(BodyType.of(List.of())).isEmpty();
        assertThat(BodyType.of(List.of("application/json", "application/json"))).isEmpty();
        assertThat(BodyType.of(List.of("application/json; x=\"" + "y".repeat(100_000) + "\"")))
                .isEmpty();
        assertThat(BodyType.of(List.of("application/json" + ";".repeat(100_000))))
                .isEmpty();
    }
}
