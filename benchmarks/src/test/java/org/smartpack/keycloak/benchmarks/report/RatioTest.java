/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.benchmarks.rows.Comparison;
import org.smartpack.keycloak.benchmarks.rows.Measurement;
import org.smartpack.keycloak.benchmarks.rows.Metric;
import org.smartpack.keycloak.benchmarks.rows.RowResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RatioTest {

    /** Processor time and median time are those of one core that does nothing else. */
    private static List<Measurement> rounds(double... perSecond) {
        List<Measurement> rounds = new ArrayList<>();
        for (double rate : perSecond) {
            rounds.add(new Measurement(rounds.size(), 1000, rate, 1000 / rate, 2000 / rate, 1000 / rate, 500));
        }
        return rounds;
    }

    private static Ratio ratio(Metric metric, double target, List<Measurement> pack, List<Measurement> vanilla) {
        Comparison comparison = new Comparison("work", "pack", "vanilla", metric, target);
        return Ratio.of(
                new RowResult("row", "Row", List.of(comparison), Map.of("pack", pack, "vanilla", vanilla), Map.of()),
                comparison);
    }

    @Test
    @DisplayName("the ratio is that of the medians, its resolution the ratios of the rounds")
    void throughput() {
        Ratio ratio = ratio(Metric.THROUGHPUT, 0.97, rounds(90, 95, 300), rounds(100, 100, 100));
        assertThat(ratio.speed()).isEqualTo(0.95, within(1e-9));
        assertThat(ratio.rounds().min()).isEqualTo(0.9, within(1e-9));
        assertThat(ratio.rounds().max()).isEqualTo(3, within(1e-9));
        assertThat(ratio.processor()).isEqualTo(0.95, within(1e-9));
    }

    @Test
    @DisplayName("more is better for times too")
    void medianTime() {
        assertThat(ratio(Metric.MEDIAN_TIME, 0.97, rounds(50, 50, 50), rounds(100, 100, 100))
                        .speed())
                .isEqualTo(0.5, within(1e-9));
    }

    @Test
    @DisplayName("a target is reached, missed, or missed within the spread of the rounds")
    void verdicts() {
        List<Measurement> vanilla = rounds(100, 100, 100);
        assertThat(ratio(Metric.THROUGHPUT, 0.97, rounds(90, 98, 99), vanilla).verdict())
                .isEqualTo(Ratio.Verdict.REACHED);
        assertThat(ratio(Metric.THROUGHPUT, 0.97, rounds(90, 95, 99), vanilla).verdict())
                .isEqualTo(Ratio.Verdict.UNDECIDED);
        assertThat(ratio(Metric.THROUGHPUT, 0.97, rounds(90, 95, 96), vanilla).verdict())
                .isEqualTo(Ratio.Verdict.MISSED);
        assertThat(ratio(Metric.THROUGHPUT, 0, rounds(9, 9, 9), vanilla).verdict())
                .isEqualTo(Ratio.Verdict.NO_TARGET);
    }
}
