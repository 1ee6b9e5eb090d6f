/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.benchmarks.engine.EngineScore;

import static org.assertj.core.api.Assertions.assertThat;

class LinearityTest {

    private static Linearity of(LongToDoubleFunction micros) {
        List<EngineScore> scores = LongStream.of(3, 100, 1000, 2000)
                .mapToObj(size -> new EngineScore("benchmark", "input", size, micros.applyAsDouble(size), 0))
                .toList();
        return Linearity.of("benchmark", scores);
    }

    @Test
    @DisplayName("a fixed cost and one for each piece is linear")
    void linear() {
        assertThat(of(size -> 50 + 0.3 * size).isLinear()).isTrue();
    }

    @Test
    @DisplayName("a logarithm is let pass, a square isn't")
    void faster() {
        assertThat(of(size -> size * Math.log(size)).isLinear()).isTrue();
        assertThat(of(size -> 0.001 * size * size).isLinear()).isFalse();
    }
}
