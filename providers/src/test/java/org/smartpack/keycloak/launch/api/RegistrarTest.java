/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.launch.LaunchContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The store is down (LCTX-19). */
class RegistrarTest {

    private static final String FAULT = "no connection to 10.0.0.7";

    @Test
    @DisplayName(
            "LCTX-19 attack 36: a store that fails gives temporarily_unavailable, and nothing of the fault is told")
    void storeDown() {
        LaunchRequest request = new LaunchRequest(
                LaunchContext.EMPTY.with("patient", "1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                300,
                true,
                List.of());
        ClientModel client = (ClientModel) Proxy.newProxyInstance(
                ClientModel.class.getClassLoader(), new Class<?>[] {ClientModel.class}, (self, method, args) -> "id");
        Registration registration = new Registration(
                request,
                new FhirServer(
                        client,
                        "https://ehr.example.org/fhir",
                        "https://ehr.example.org/fhir",
                        "keycloak",
                        false,
                        false,
                        false,
                        true,
                        List.of()),
                Optional.empty());

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> new Registrar(task -> {
                            throw new IllegalStateException(FAULT);
                        })
                        .register("handle", registration))
                .satisfies(refused -> {
                    assertThat(refused.error()).isEqualTo(OAuthError.TEMPORARILY_UNAVAILABLE);
                    assertThat(refused.error().status()).isEqualTo(503);
                    assertThat(refused.description() + refused.reason()).doesNotContain(FAULT, "handle");
                });
    }
}
