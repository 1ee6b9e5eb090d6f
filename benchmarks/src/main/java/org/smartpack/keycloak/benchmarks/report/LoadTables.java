/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.List;

import org.smartpack.keycloak.benchmarks.rows.Comparison;
import org.smartpack.keycloak.benchmarks.rows.Measurement;
import org.smartpack.keycloak.benchmarks.rows.Metric;
import org.smartpack.keycloak.benchmarks.rows.RowResult;
import org.smartpack.keycloak.benchmarks.server.Kind;

import static org.smartpack.keycloak.benchmarks.report.Table.number;

/** The tables of the measurements under load. */
final class LoadTables {

    private LoadTables() {}

    /** Compares the pack with Keycloak alone. */
    static String againstVanilla(List<RowResult> rows) {
        return table(rows, true, "work", "Keycloak alone", "with the pack");
    }

    /** Compares a server with itself under a larger task. */
    static String growth(List<RowResult> rows) {
        return table(rows, false, "server and work", "small", "large");
    }

    /** Whether a comparison is between the two servers. */
    static boolean isAgainstVanilla(Comparison comparison) {
        return comparison.measured().startsWith(Kind.PACK.id())
                && comparison.against().startsWith(Kind.VANILLA.id());
    }

    private static String table(List<RowResult> rows, boolean vanilla, String work, String against, String measured) {
        Table table = new Table(work, against, measured, "ratio", "rounds", "CPU", "to reach", "reached");
        for (RowResult row : rows) {
            for (Comparison comparison : row.comparisons()) {
                if (isAgainstVanilla(comparison) == vanilla) {
                    Ratio ratio = Ratio.of(row, comparison);
                    table.row(
                            comparison.work(),
                            value(row, comparison.against(), comparison.metric()),
                            value(row, comparison.measured(), comparison.metric()),
                            "**" + number(ratio.speed(), 2) + "**",
                            number(ratio.rounds().min(), 2) + "-"
                                    + number(ratio.rounds().max(), 2),
                            number(ratio.processor(), 2),
                            comparison.target() == 0 ? "" : number(comparison.target(), 2),
                            ratio.verdict().text());
                }
            }
        }
        return table.toString();
    }

    private static String value(RowResult row, String contestant, Metric metric) {
        List<Measurement> measurements = row.measurements().get(contestant);
        return metric == Metric.THROUGHPUT
                ? number(Ratio.median(measurements, Measurement::perSecond), 0) + "/s"
                : number(Ratio.median(measurements, Measurement::medianMillis), 2) + " ms";
    }
}
