/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.smartpack.keycloak.benchmarks.rows.ScopeNames;

import static org.assertj.core.api.Assertions.assertThat;

class InputTest {

    @Test
    @DisplayName("a thousand scopes, all different")
    void names() {
        assertThat(ScopeNames.first(1000, "system")).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("what is asked for is granted where it is allowed")
    void listed() {
        assertThat(Input.listed(300, 1000).negotiate().scopes()).hasSize(300);
        assertThat(Input.listed(30, 1).scopes()).isEqualTo(30 + 1 + 1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("input made to be slow is read to the end, and something of it is granted")
    void hostile(Hostile kind) {
        assertThat(kind.input(10).negotiate().scopes()).isNotEmpty();
        assertThat(kind.input(40).negotiate().isTooLarge()).isFalse();
        assertThat(kind.input(20).characters()).isGreaterThan(kind.input(10).characters());
    }
}
