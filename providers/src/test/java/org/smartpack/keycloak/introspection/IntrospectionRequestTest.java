/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.nio.charset.StandardCharsets;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.caller.BodyType;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The form (INTRO-12), and what is wrong with credentials before anybody looks at them. */
class IntrospectionRequestTest {

    private static IntrospectionRequest read(byte[] body) {
        return IntrospectionRequest.read(body, new BodyType(false, StandardCharsets.UTF_8));
    }

    private static IntrospectionRequest read(String body) {
        return read(body.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    @DisplayName("INTRO-1 the token is any text; other fields don't matter")
    void token() throws Refusal {
        assertThat(read("token=a.b.c").token()).isEqualTo("a.b.c");
        assertThat(read("x=&token=%E2%82%AC+%00%0a&token_type_hint=%00&y").token())
                .isEqualTo("\u20ac \0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token", "token=", "Token=a", "token=a&token=a", "token=a&x=1&x=2", "token=%", "%=1"})
    @DisplayName("INTRO-8 INTRO-12 INTRO-FA-4 missing, empty, repeated, malformed: invalid_request")
    void wrong(String body) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read(body).token())
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(OAuthError.INVALID_REQUEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=a&client_id=a",
                "client_secret=a&client_secret=b",
                "client_assertion=a&client_assertion=a",
                "client_assertion_type=a&client_assertion_type=a",
                "client_id=a%0a",
                "client_secret=%00"
            })
    @DisplayName("INTRO-5 attack 26: credentials that are there twice or are no text: invalid_client")
    void credentials(String body) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read("token=a&" + body).credentials())
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(OAuthError.INVALID_CLIENT));
    }

    @Test
    @DisplayName("INTRO-5, 10 a form that can't be read has no credentials, so its caller is unknown first")
    void malformed() throws Refusal {
        assertThat(read("client_id=a&client_secret=b&token=%zz").credentials().values())
                .isEmpty();
    }

    @Test
    @DisplayName("INTRO-2, LEN-1: client_id may name the caller and nobody else; without a value it is left out")
    void clientId() {
        assertThat(read("token=a").isFrom("ehr")).isTrue();
        assertThat(read("token=a&client_id=ehr").isFrom("ehr")).isTrue();
        assertThat(read("token=a&client_id=EHR").isFrom("ehr")).isFalse();
        assertThat(read("token=a&client_id=").isFrom("ehr")).isTrue();
    }

    @Property
    @Label("whatever is sent, there is a token or the typed refusal, and its text is harmless")
    void anything(@ForAll byte[] body) {
        try {
            assertThat(read(body).token()).isNotEmpty();
        } catch (Refusal refused) {
            assertThat(refused.description()).matches("[ !#-\\[\\]-~]{1,200}");
        }
    }
}
