/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.List;

import org.smartpack.keycloak.benchmarks.engine.EngineScore;

/**
 * Whether time grows with what there is to read and to answer, and not faster. A requested scope takes another time
 * than an allowance, so that only inputs are compared of which one is a multiple of the other: more of both, or more of
 * one beside a single one of the other.
 *
 * @param growth time for a piece of the larger input, in times of the smaller one; of all pairs the worst; 0 if there
 *     is no pair
 */
record Linearity(String name, double growth) {

    /** Twice the time for a piece: caches and collections that grow do that; quadratic work does far more. */
    private static final double MOST = 2;

    /** Below this there is more to set up than to do. */
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
