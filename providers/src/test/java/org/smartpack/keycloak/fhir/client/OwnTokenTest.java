/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;

import org.smartpack.keycloak.fhir.FhirServer;

import static org.assertj.core.api.Assertions.assertThat;

class OwnTokenTest {

    private static final ClientModel CLIENT = (ClientModel) Proxy.newProxyInstance(
            OwnTokenTest.class.getClassLoader(),
            new Class<?>[] {ClientModel.class},
            (proxy, method, arguments) -> method.getName().equals("getClientId") ? "fhir-server" : null);

    private static final FhirServer SERVER = new FhirServer(
            CLIENT,
            "https://ehr.example.org/fhir",
            "http://fhir.internal:8080",
            "auth-service",
            false,
            false,
            false,
            true,
            List.of());

    private static Map<String, Object> claims() {
        return OwnToken.claims("https://kc.example.org/realms/kt", SERVER, "system/Patient.r", Optional.empty(), 1_000);
    }

    @Test
    @DisplayName("KT-AUTHZ-4 the token is for one FHIR server, by both of its names, for one scope and one minute")
    void narrow() {
        assertThat(claims())
                .containsEntry("iss", "https://kc.example.org/realms/kt")
                .containsEntry("aud", List.of("https://ehr.example.org/fhir", "fhir-server"))
                .containsEntry("azp", "auth-service")
                .containsEntry("scope", "system/Patient.r")
                .containsEntry("iat", 1_000L)
                .containsEntry("exp", 1_060L);
        assertThat(claims().get("jti")).isNotEqualTo(claims().get("jti"));
    }

    @Test
    @DisplayName(
            "attack 21: nothing in it that Keycloak's own endpoints would take for a login: no sub, sid, typ, roles")
    void notForKeycloak() {
        assertThat(claims()).containsOnlyKeys("iss", "aud", "azp", "iat", "exp", "jti", "scope", "smart_own");
    }
}
