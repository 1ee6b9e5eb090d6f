/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.benchmarks.engine.EngineScore;

import static org.assertj.core.api.Assertions.assertThat;

class LinearityTest {

    private static Linearity of(LongToDoubleFunction micros) {
        List<EngineScore> scores = LongStream.of(3, 100, 1000, 2000)
                .mapToObj(size -> new EngineScore(
                        "benchmark", "", (int) size, (int) size, size, micros.applyAsDouble(size), 0, 0))
                .toList();
        return Linearity.of("benchmark", scores);
    }

    @Test
    @DisplayName("a fixed cost and one for each piece is linear")
    void linear() {
        assertThat(of(size -> 50 + 0.3 * size).isLinear()).isTrue();
    }

    @Test
    @DisplayName("a dear requested scope and a cheap allowance are linear, each by itself")
    void unequal() {
        List<EngineScore> scores = Stream.of(1, 30, 300)
                .flatMap(requested -> Stream.of(1, 100, 1000)
                        .map(allowances -> new EngineScore(
                                "benchmark",
                                "",
                                requested,
                                allowances,
                                requested + allowances,
                                10 * requested + 0.01 * allowances,
                                0,
                                0)))
                .toList();
        assertThat(Linearity.of("benchmark", scores).isLinear()).isTrue();
    }

    @Test
    @DisplayName("nothing is said where no input is a multiple of another")
    void unknown() {
        List<EngineScore> scores = List.of(
                new EngineScore("benchmark", "", 30, 1, 31, 1, 0, 0),
                new EngineScore("benchmark", "", 30, 100, 130, 9, 0, 0));
        assertThat(Linearity.of("benchmark", scores).isKnown()).isFalse();
    }

    @Test
    @DisplayName("a logarithm is let pass, a square isn't")
    void faster() {
        assertThat(of(size -> size * Math.log(size)).isLinear()).isTrue();
        assertThat(of(size -> 0.001 * size * size).isLinear()).isFalse();
    }
}
