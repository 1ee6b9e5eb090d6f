/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.JsonSerialization;

import static org.assertj.core.api.Assertions.assertThat;

/** A refresh token of which Keycloak is to read other scopes. */
class PresentedTokenTest {

    private static final String GRANTED = "openid offline_access patient/*.rs";

    private PresentedToken presented;

    @BeforeEach
    void decode() throws IOException {
        String json = JsonSerialization.writeValueAsString(Map.ofEntries(
                Map.entry("jti", "onrtrt:1"),
                Map.entry("typ", "Offline"),
                Map.entry("iss", "https://kc.example/realms/smart"),
                Map.entry("aud", "https://kc.example/realms/smart"),
                Map.entry("aud_x", List.of("fhir-server", "account")),
                Map.entry("sub", "user-1"),
                Map.entry("azp", "growth-chart"),
                Map.entry("iat", 1_800_000_000L),
                Map.entry("exp", 1_800_003_600L),
                Map.entry("session_state", "session-1"),
                Map.entry("nonce", "n-1"),
                Map.entry("prov", "default"),
                Map.entry("cnf", Map.of("jkt", "thumbprint")),
                Map.entry("reuse_id", "reuse-1"),
                Map.entry("smart_dropped", List.of("abc", "def")),
                Map.entry("smart_grant", Map.of("context", Map.of("patient", "pat-1"), "own_record", true)),
                Map.entry("scope", GRANTED)));
        presented = new PresentedToken(JsonSerialization.readValue(json, RefreshToken.class), false);
    }

    @Test
    @DisplayName("SMART-SCOPE-64: a refresh token is read with other scopes and stays as it is")
    void staysAsItIs() throws IOException {
        String before = JsonSerialization.writeValueAsString(presented.token());

        RefreshToken read = presented.withScope("patient/Observation.rs");

        assertThat(read.getScope()).isEqualTo("patient/Observation.rs");
        assertThat(presented.scope()).isEqualTo(GRANTED);
        assertThat(JsonSerialization.writeValueAsString(presented.token())).isEqualTo(before);
    }

    @Test
    @DisplayName("SMART-SCOPE-64: a refresh token read with other scopes says the same in everything else")
    void saysTheSame() throws IOException {
        RefreshToken read = presented.withScope("patient/Observation.rs");

        assertThat(read.getSessionId()).isEqualTo("session-1");
        assertThat(read.getOtherClaims()).containsEntry("reuse_id", "reuse-1");
        assertThat(read.getOtherClaims()).isEqualTo(presented.token().getOtherClaims());
        read.setScope(GRANTED);
        assertThat(JsonSerialization.writeValueAsString(read))
                .isEqualTo(JsonSerialization.writeValueAsString(presented.token()));
    }

    @Test
    @DisplayName("SMART-SCOPE-64: a refresh token is not copied where its scopes stay the same")
    void isNotCopied() {
        assertThat(presented.withScope(GRANTED)).isSameAs(presented.token());
    }
}
