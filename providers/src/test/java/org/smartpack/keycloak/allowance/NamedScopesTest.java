/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.scope.Scope;

import static org.assertj.core.api.Assertions.assertThat;

class NamedScopesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "launch",
                "LAUNCH",
                "launch/",
                "launch/patient",
                "launch/Patient",
                "launch/patient/",
                "launch/patient?role=x",
                "launch/encounter?x",
                "Launch%2FPatient",
                "http://smarthealthit.org/fhir/scopes/launch",
                "http://smarthealthit.org/fhir/scopes/Launch/Encounter"
            })
    @DisplayName("SMART-SCOPE-3: the context of a launch is never dropped, however it is asked for")
    void neverDropped(String scope) {
        assertThat(NamedScopes.indispensable(List.of(Scope.parse("nonsense"), Scope.parse(scope))))
                .hasValueSatisfying(found -> assertThat(found.spelling()).isEqualTo(scope));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "launch/location",
                "launch/Location",
                "launch/patients",
                "launcher",
                "smart/orchestrate_launch",
                "patient/Patient.sr",
                "http://example.org/launch"
            })
    @DisplayName("SMART-SCOPE-3: other names may be dropped")
    void others(String scope) {
        assertThat(NamedScopes.indispensable(List.of(Scope.parse(scope)))).isEmpty();
    }
}
