/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

import org.smartpack.keycloak.benchmarks.Results;
import org.smartpack.keycloak.benchmarks.rows.StartUp;
import org.smartpack.keycloak.benchmarks.server.Kind;

import static org.smartpack.keycloak.benchmarks.report.Table.number;

/** Start-up, memory and the size of the jar. */
final class ServerTable {

    private static final double MOST_SECONDS_MORE = 0.5;
    private static final double MEGABYTE = 1024 * 1024;

    /** kB of a thousand bytes. */
    private static final long LARGEST_JAR = 600_000;

    private ServerTable() {}

    static String of(Results results) {
        Table table = new Table("", "Keycloak alone", "with the pack", "difference", "to reach", "reached");
        if (!results.starts().isEmpty()) {
            start(table, results.starts(), "start-up, as Keycloak logs it", StartUp::logged);
            start(table, results.starts(), "start-up, until ready", StartUp::ready);
        }
        if (!results.liveBytes().isEmpty()) {
            double vanilla = results.liveBytes().get(Kind.VANILLA.id()) / MEGABYTE;
            double pack = results.liveBytes().get(Kind.PACK.id()) / MEGABYTE;
            table.row(
                    "heap after the load and a full collection",
                    number(vanilla, 0) + " MB",
                    number(pack, 0) + " MB",
                    number(pack - vanilla, 0) + " MB",
                    "",
                    "");
        }
        table.row(
                "provider jar",
                "",
                number(results.jarBytes() / 1000.0, 0) + " kB",
                "",
                "under 600 kB",
                yes(results.jarBytes() < LARGEST_JAR));
        return table.toString();
    }

    private static void start(Table table, List<StartUp> starts, String what, ToDoubleFunction<StartUp> seconds) {
        Spread vanilla = spread(starts, Kind.VANILLA, seconds);
        Spread pack = spread(starts, Kind.PACK, seconds);
        double more = pack.median() - vanilla.median();
        table.row(
                what,
                text(vanilla),
                text(pack),
                number(more, 2) + " s",
                "at most " + MOST_SECONDS_MORE + " s",
                yes(more <= MOST_SECONDS_MORE));
    }

    private static Spread spread(List<StartUp> starts, Kind kind, ToDoubleFunction<StartUp> seconds) {
        return Spread.of(starts.stream()
                .filter(start -> start.kind() == kind)
                .map(seconds::applyAsDouble)
                .toList());
    }

    private static String text(Spread spread) {
        return number(spread.median(), 2) + " s (" + number(spread.min(), 2) + "-" + number(spread.max(), 2) + ")";
    }

    private static String yes(boolean reached) {
        return reached ? Ratio.Verdict.REACHED.text() : Ratio.Verdict.MISSED.text();
    }
}
