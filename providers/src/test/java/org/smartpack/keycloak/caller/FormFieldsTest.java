/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.error.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The two ways to read a form. */
class FormFieldsTest {

    private static FormFields read(String body) throws Refusal {
        return FormFields.read(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static void refuses(String body) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> FormFields.parse(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("INTRO-8 read: the first of repeated keys is kept, and they are named")
    void repeated() throws Refusal {
        FormFields form = read("a=1&b=2&a=3&%61=4&=5&=6");
        assertThat(form.values()).isEqualTo(Map.of("a", "1", "b", "2", "", "5"));
        assertThat(form.repeated()).containsExactlyInAnyOrder("a", "");
        refuses("a=1&b=2&a=3");
    }

    @Test
    @DisplayName("LEN-1: a field without a value is left out, and beside one with a value it repeats nothing")
    void withoutValue() throws Refusal {
        FormFields form = read("a=&a=1&a&b=&b=&c&=&d=2&d=");
        assertThat(form.values()).isEqualTo(Map.of("a", "1", "d", "2"));
        assertThat(form.repeated()).isEmpty();
        assertThat(form.has("b")).isFalse();
        refuses("a=1&a=&a=1");
    }

    @Test
    @DisplayName("INTRO-4 read: control characters are text like any other")
    void controlCharacters() throws Refusal {
        assertThat(read("a=%00%0a").get("a")).hasValue("\0\n");
        refuses("a=%00");
        refuses("%0a=1");
    }

    @Test
    @DisplayName("INTRO-8 both refuse what is no encoding")
    void malformed() {
        for (String body : new String[] {"a=%", "a=%4", "a=%zz", "a=%ff", "\u00ff=1"}) {
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> read(body));
            refuses(body);
        }
    }
}
