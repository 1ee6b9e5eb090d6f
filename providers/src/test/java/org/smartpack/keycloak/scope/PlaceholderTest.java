/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Placeholders stand in names of client scopes, and nowhere else. */
class PlaceholderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system/Task.rs?resource-origin={own}",
                "system/Task.rs?resource-origin=%7Bown%7D",
                "system/Task.rs?resource-origin=Device/a,{granted}",
                "patient/Task.rs?status=active&resource-origin={granted}"
            })
    @DisplayName("KT-SCP-3 a placeholder can be the name of a client scope and can't be requested")
    void placeholder(String name) {
        assertThat(Scope.parseAllowance(name))
                .isInstanceOfSatisfying(ResourceScope.class, scope -> assertThat(scope.hasPlaceholder())
                        .isTrue());
        assertThat(Scope.parse(name)).isInstanceOfSatisfying(MalformedScope.class, scope -> assertThat(scope.reason())
                .isEqualTo(MalformedScope.Reason.PLACEHOLDER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system/Task.rs?resource-origin=Device/a",
                "system/Task.rs?code={a",
                "system/Task.rs?code=a}",
                "system/Task.rs?code=a{own}b",
                "system/Task.rs?code={somebody}",
                "system/Task.rs?code={}",
                "system/Task.rs"
            })
    @DisplayName("KT-SCP-3 any other brace is a character like any other")
    void noPlaceholder(String name) {
        assertThat(Scope.parse(name))
                .isInstanceOfSatisfying(ResourceScope.class, scope -> assertThat(scope.hasPlaceholder())
                        .isFalse());
    }
}
