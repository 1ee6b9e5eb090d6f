/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.smartpack.keycloak.benchmarks.Environment;
import org.smartpack.keycloak.benchmarks.Results;
import org.smartpack.keycloak.benchmarks.engine.EngineScore;
import org.smartpack.keycloak.benchmarks.picker.PickerScore;
import org.smartpack.keycloak.benchmarks.rows.Comparison;
import org.smartpack.keycloak.benchmarks.rows.Measurement;
import org.smartpack.keycloak.benchmarks.rows.Metric;
import org.smartpack.keycloak.benchmarks.rows.RowResult;
import org.smartpack.keycloak.benchmarks.rows.StartUp;
import org.smartpack.keycloak.benchmarks.server.Kind;
import org.smartpack.keycloak.benchmarks.server.Profile;

import static org.assertj.core.api.Assertions.assertThat;

/** The page that is written from the numbers. */
class ReportTest {

    private static final Environment ENVIRONMENT =
            new Environment("2026-01-02", "2 cores", "Linux 6", "OpenJDK 17", "26.7.3", "0.1.0", 5, 5);

    private static Measurement measurement(double perSecond) {
        return new Measurement(0, 1000, perSecond, 1000 / perSecond, 2000 / perSecond, 3, 500);
    }

    private static RowResult allowances() {
        return new RowResult(
                "allowances",
                "Many allowances",
                List.of(
                        new Comparison("one of 900", "pack 900", "vanilla 900", Metric.THROUGHPUT, 1),
                        new Comparison("pack: 900 against 1", "pack 900", "pack 1", Metric.THROUGHPUT, 0.5)),
                Map.of(
                        "pack 1", List.of(measurement(400)),
                        "pack 900", List.of(measurement(100)),
                        "vanilla 1", List.of(measurement(400)),
                        "vanilla 900", List.of(measurement(200))),
                Map.of("pack 900", new Profile(10, 8, 5, 7, List.of(new Profile.Hit("A.b", 3)), List.of())));
    }

    private static Results results(List<RowResult> rows, List<EngineScore> engine) {
        return new Results(
                true,
                ENVIRONMENT,
                rows,
                List.of(new StartUp(Kind.VANILLA, 4, 5), new StartUp(Kind.PACK, 4.25, 5.75)),
                Map.of("vanilla", 100L << 20, "pack", 101L << 20),
                590_000,
                engine,
                List.of(new PickerScore("first page", 300, 20, 30, 40.5, 1, 12_000, 90L << 20, 91L << 20)));
    }

    @Test
    @DisplayName("has every number, in its table")
    void numbers(@TempDir Path folder) throws IOException {
        List<EngineScore> engine = List.of(
                new EngineScore("negotiate", "", 1, 100, 102, 51, 50, 52),
                new EngineScore("hostile", "overlaps", 10, 10, 900, 90, 90, 90),
                new EngineScore("hostile", "overlaps", 20, 20, 1800, 180, 180, 180));
        String page = Files.readString(Report.write(results(List.of(allowances()), engine), folder));
        assertThat(page)
                .contains(
                        "| one of 900 | 200/s | 100/s | **0.50** | 0.50-0.50 | 1.00 | 1.00 | **no** |",
                        "| pack: 900 against 1 | 400/s | 100/s | **0.25** | 0.25-0.25 | 1.00 | 0.50 | **no** |",
                        "| start-up, as Keycloak logs it | 4.00 s (4.00-4.00) | 4.25 s (4.25-4.25) | 0.25 s | at most 0.5 s | yes |",
                        "0.75 s | at most 0.5 s | **no** |",
                        "| 100 MB | 101 MB | 1 MB |",
                        "| 590 kB |  | under 600 kB | yes |",
                        "| Many allowances | pack 900 | 50.0 % | 80.0 % | 10 | 7 | `A.b` 30.0 % |",
                        "| `negotiate` | 1 of 100 | 102 | 51.0 µs | 50.0-52.0 | 500 ns |",
                        "| overlaps | 1.00 | yes |",
                        "| first page | 300 | 20.0 ms | 30.0 ms | 40.5 ms | 1.0 ms | 12 kB | 90.0 MB, 91.0 MB | yes |",
                        "2 cores; Linux 6")
                .doesNotContain("{{", "not measured");
    }

    @Test
    @DisplayName("shows its plots, which are there")
    void plots(@TempDir Path folder) throws IOException {
        List<EngineScore> engine = List.of(new EngineScore("negotiate", "", 1, 100, 102, 51, 50, 52));
        String page = Files.readString(Report.write(results(List.of(allowances()), engine), folder));
        for (String name : List.of("ratios", "allowances", "engine")) {
            String image = "images/performance-" + name + ".svg";
            assertThat(page).contains("(" + image + ")");
            assertThat(Files.readString(folder.resolve(image)))
                    .startsWith("<svg")
                    .contains("</svg>");
        }
    }

    @Test
    @DisplayName("says what wasn't measured")
    void nothing(@TempDir Path folder) throws IOException {
        String page = Files.readString(Report.write(results(List.of(), List.of()), folder));
        assertThat(page).contains("(not measured)").doesNotContain("{{", ".svg");
    }
}
