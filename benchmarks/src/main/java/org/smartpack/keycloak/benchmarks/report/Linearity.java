/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.List;

import org.smartpack.keycloak.benchmarks.engine.EngineScore;

/**
 * Whether the time grows no faster than the size of input and output. A requested scope and an allowance take different
 * times, so only inputs are compared of which one is a multiple of the other: more of both, or more of one with a
 * single one of the other.
 *
 * @param growth the time per unit of the larger input, relative to the smaller one; the worst of all pairs; 0 if there
 *     is no pair
 */
record Linearity(String name, double growth) {

    /** Growing caches and collections may double the time per unit. Quadratic work does far more. */
    private static final double MOST = 2;

    /** Below this number of units, the set-up dominates. */
    private static final long PIECES = 30;

    static Linearity of(String name, List<EngineScore> scores) {
        double worst = 0;
        for (EngineScore small : scores) {
            for (EngineScore large : scores) {
                if (small.size() >= PIECES && large.size() > small.size() && isMultiple(small, large)) {
                    worst = Math.max(worst, large.nanosPerUnit() / small.nanosPerUnit());
                }
            }
        }
        return new Linearity(name, worst);
    }

    private static boolean isMultiple(EngineScore small, EngineScore large) {
        return (long) small.requested() * large.allowances() == (long) large.requested() * small.allowances()
                || small.requested() == 1 && large.requested() == 1
                || small.allowances() == 1 && large.allowances() == 1;
    }

    /** Whether there were inputs to compare. */
    boolean isKnown() {
        return growth > 0;
    }

    boolean isLinear() {
        return growth <= MOST;
    }
}
