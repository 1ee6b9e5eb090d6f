/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SystemScopesTest {

    private static final String URI = "http://smarthealthit.org/fhir/scopes/";

    @ParameterizedTest
    @ValueSource(strings = {"system/*.rs", "system/Patient.read", "system/Nonsense.sr", "system/", URI + "system/*.*"})
    @DisplayName("attack 40: every spelling of a system/ scope is taken out, well formed or not")
    void removed(String scope) {
        assertThat(SystemScopes.areIn("openid " + scope)).isTrue();
        assertThat(SystemScopes.removeFrom("openid " + scope + " patient/*.rs")).isEqualTo("openid patient/*.rs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient/*.rs", "systematic", "SYSTEM/*.rs", "launch", URI + "user/*.rs"})
    @DisplayName("attack 40: other scopes stay")
    void kept(String scope) {
        assertThat(SystemScopes.areIn(scope)).isFalse();
        assertThat(SystemScopes.removeFrom(scope)).isEqualTo(scope);
    }

    @Test
    @DisplayName("no scope is no system/ scope")
    void none() {
        assertThat(SystemScopes.areIn(null)).isFalse();
        assertThat(SystemScopes.removeFrom(null)).isNull();
    }
}
