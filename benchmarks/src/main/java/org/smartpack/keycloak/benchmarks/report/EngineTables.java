/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.smartpack.keycloak.benchmarks.engine.EngineScore;

import static org.smartpack.keycloak.benchmarks.report.Table.number;

/** The tables of JMH's results. */
final class EngineTables {

    private EngineTables() {}

    static String scores(List<EngineScore> scores) {
        Table table = new Table("benchmark", "input", "pieces", "time", "iterations", "for a piece");
        for (EngineScore score : scores) {
            table.row(
                    "`" + score.benchmark() + "`",
                    score.input(),
                    String.valueOf(score.size()),
                    number(score.micros(), 1) + " µs",
                    number(score.min(), 1) + "-" + number(score.max(), 1),
                    number(score.nanosPerUnit(), 0) + " ns");
        }
        return table.toString();
    }

    static String linearity(List<EngineScore> scores) {
        Table table = new Table("benchmark", "time for a piece, large input / small input", "linear (at most 2)");
        groups(scores).forEach((name, group) -> {
            Linearity linearity = Linearity.of(name, group);
            if (linearity.isKnown()) {
                table.row(
                        name,
                        number(linearity.growth(), 2),
                        linearity.isLinear() ? Ratio.Verdict.REACHED.text() : Ratio.Verdict.MISSED.text());
            }
        });
        return table.toString();
    }

    /** The results by benchmark, and for hostile input by its kind. */
    static Map<String, List<EngineScore>> groups(List<EngineScore> scores) {
        return scores.stream()
                .collect(Collectors.groupingBy(EngineScore::group, LinkedHashMap::new, Collectors.toList()));
    }
}
