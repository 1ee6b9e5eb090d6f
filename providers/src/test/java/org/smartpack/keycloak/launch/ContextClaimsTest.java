/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ContextClaimsTest {

    private static final LaunchContext CONTEXT = new LaunchContext(Map.of(
            "patient",
            "1",
            "need_patient_banner",
            false,
            "fhirContext",
            List.of(Map.of("reference", "Task/1")),
            "__n",
            3));

    @Test
    @DisplayName("attack 24: what is written is read again")
    void thereAndBack() {
        Map<String, Object> claims = new HashMap<>(Map.of("scope", "launch"));
        assertThat(ContextClaims.write(CONTEXT, claims)).isTrue();
        assertThat(claims).containsAllEntriesOf(CONTEXT.parameters()).containsEntry("scope", "launch");
        assertThat(ContextClaims.read(claims)).contains(CONTEXT);
    }

    @Test
    @DisplayName("attack 30: a patient that was there before goes, whatever put it there")
    void replaces() {
        Map<String, Object> claims =
                new HashMap<>(Map.of("patient", "2", "tenant", "t", "smart_context", List.of("x")));
        assertThat(ContextClaims.write(new LaunchContext(Map.of("intent", "i")), claims))
                .isTrue();
        assertThat(claims).containsOnlyKeys("intent", "smart_context");
        assertThat(ContextClaims.read(claims)).contains(new LaunchContext(Map.of("intent", "i")));
    }

    @Test
    @DisplayName("SMART-CTX-10: an extension never takes the place of a claim")
    void collision() {
        Map<String, Object> claims = new HashMap<>(Map.of("urn:x:roles", "reader"));
        assertThat(ContextClaims.write(new LaunchContext(Map.of("patient", "1", "urn:x:roles", "admin")), claims))
                .isFalse();
        assertThat(claims).containsEntry("urn:x:roles", "reader").doesNotContainKeys("patient", "smart_context");
    }

    @Test
    @DisplayName("attack 30: claims that aren't listed are no context")
    void unlisted() {
        assertThat(ContextClaims.read(Map.of("patient", "1"))).isEmpty();
        assertThat(ContextClaims.read(Map.of("patient", "1", "smart_context", "patient")))
                .isEmpty();
        assertThat(ContextClaims.read(Map.of("patient", "1", "__x", 1, "smart_context", List.of("patient", 7, "gone"))))
                .contains(new LaunchContext(Map.of("patient", "1")));
    }

    @Test
    @DisplayName("LCTX-24: a grant survives the way through a refresh token")
    void grant() {
        GrantContext grant = new GrantContext(
                CONTEXT,
                "server",
                "https://ehr.example.org/fhir",
                Optional.of("Patient/1"),
                true,
                Optional.empty(),
                false);
        assertThat(GrantContext.ofClaim(grant.toClaim())).contains(grant);
        GrantContext other = new GrantContext(
                LaunchContext.EMPTY,
                "server",
                "https://ehr.example.org/fhir",
                Optional.empty(),
                false,
                Optional.empty(),
                true);
        assertThat(GrantContext.ofClaim(other.toClaim())).contains(other);
    }

    @Test
    @DisplayName("LCTX-24: a grant of a version that wrote no base URL is for no FHIR server")
    void grantWithoutBase() {
        assertThat(GrantContext.ofClaim(Map.of("context", Map.of(), "fhir_server", "server")))
                .hasValueSatisfying(grant -> assertThat(grant.fhirBase()).isEmpty());
    }

    @Test
    @DisplayName("LCTX-24: what is no grant is none")
    void noGrant() {
        for (Object claim : new Object[] {"x", 1, List.of(), Map.of(), Map.of("context", "x", "fhir_server", "y")}) {
            assertThat(GrantContext.ofClaim(claim)).isEmpty();
        }
        assertThat(GrantContext.ofClaim(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"__x", "https://example.org/x", "urn:x", "a+b.c-d:e"})
    @DisplayName("SMART-CTX-10: names of extensions")
    void extensions(String name) {
        assertThat(LaunchContext.isExtension(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_", "__", "_x", "x", "scope", "smart_context", ":x", "1:x", "a: b", "x:"})
    @DisplayName("SMART-CTX-10: no names of extensions")
    void noExtensions(String name) {
        assertThat(LaunchContext.isExtension(name)).isFalse();
    }
}
