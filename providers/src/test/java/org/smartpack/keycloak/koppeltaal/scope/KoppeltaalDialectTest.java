/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.scope;

import java.util.ServiceLoader;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeDialect;

import static org.assertj.core.api.Assertions.assertThat;

class KoppeltaalDialectTest {

    @Test
    @DisplayName("KT-SCP-3: the dialect is offered as a service")
    void isFound() {
        assertThat(ServiceLoader.load(ScopeDialect.class)).hasAtLeastOneElementOfType(KoppeltaalDialect.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{own}", "{granted}"})
    @DisplayName("KT-SCP-3: a placeholder is in the name of a client scope, and in no request")
    void placeholders(String placeholder) {
        String name = "system/Task.rs?resource-origin=" + placeholder;
        assertThat(Scope.parseAllowance(name))
                .isInstanceOfSatisfying(ResourceScope.class, scope -> assertThat(scope.hasPlaceholder())
                        .isTrue());
        assertThat(Scope.parse(name)).isInstanceOf(MalformedScope.class);
    }

    @Test
    @DisplayName("KT-SCP-3: what only looks like a placeholder isn't one")
    void others() {
        assertThat(Scope.parseAllowance("system/Task.rs?resource-origin={onw}"))
                .isInstanceOfSatisfying(ResourceScope.class, scope -> assertThat(scope.hasPlaceholder())
                        .isFalse());
    }
}
