/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.smartpack.keycloak.benchmarks.rows.Comparison;
import org.smartpack.keycloak.benchmarks.rows.Measurement;
import org.smartpack.keycloak.benchmarks.rows.RowResult;

/**
 * The ratio of two contestants; more than 1 is faster, or cheaper.
 *
 * @param speed the ratio of the medians
 * @param rounds the ratios of the single rounds, which show how reliable the number is
 * @param processor the inverse ratio of the medians of processor time per operation
 */
record Ratio(Comparison comparison, double speed, Spread rounds, double processor) {

    /** Whether the target is met. */
    enum Verdict {
        REACHED("yes"),
        /** Missed, but not in every round. */
        UNDECIDED("within the spread"),
        MISSED("**no**"),
        NO_TARGET("");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    static Ratio of(RowResult row, Comparison comparison) {
        List<Measurement> measured = row.measurements().get(comparison.measured());
        List<Measurement> against = row.measurements().get(comparison.against());
        ToDoubleFunction<Measurement> speed = comparison.metric()::speed;
        List<Double> rounds = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            rounds.add(speed.applyAsDouble(measured.get(i)) / speed.applyAsDouble(against.get(i)));
        }
        return new Ratio(
                comparison,
                median(measured, speed) / median(against, speed),
                Spread.of(rounds),
                median(against, Measurement::processorMillis) / median(measured, Measurement::processorMillis));
    }

    static double median(List<Measurement> measurements, ToDoubleFunction<Measurement> value) {
        return Spread.of(measurements.stream().map(value::applyAsDouble).toList())
                .median();
    }

    Verdict verdict() {
        if (comparison.target() == 0) {
            return Verdict.NO_TARGET;
        }
        if (speed >= comparison.target()) {
            return Verdict.REACHED;
        }
        return rounds.max() >= comparison.target() ? Verdict.UNDECIDED : Verdict.MISSED;
    }
}
