/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.Comparator;
import java.util.List;

import org.smartpack.keycloak.benchmarks.engine.EngineScore;

/**
 * Whether time grows with what there is to read and to answer, and not faster. Small inputs cost more for each of their pieces,
 * so that it is compared with the cheapest input from which on pieces matter.
 *
 * @param growth time for a piece of the largest input, in times of the cheapest one that is smaller
 */
record Linearity(String name, double growth) {

    /** Twice the time for a piece: caches and collections that grow do that; quadratic work does far more. */
    private static final double MOST = 2;

    /** Below this there is more to set up than to do. */
    private static final long PIECES = 30;

    static Linearity of(String name, List<EngineScore> scores) {
        List<EngineScore> counted =
                scores.stream().filter(score -> score.size() >= PIECES).toList();
        EngineScore largest = counted.stream()
                .max(Comparator.comparingLong(EngineScore::size))
                .orElseThrow(() -> new IllegalArgumentException("Nothing large enough was measured"));
        double cheapest =
                counted.stream().mapToDouble(EngineScore::nanosPerUnit).min().orElseThrow();
        return new Linearity(name, largest.nanosPerUnit() / cheapest);
    }

    boolean isLinear() {
        return growth <= MOST;
    }
}
