/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.List;

import org.smartpack.keycloak.benchmarks.picker.PickerScore;

import static org.smartpack.keycloak.benchmarks.report.Table.number;

/** The patient picker. */
final class PickerTable {

    private static final double MEGABYTE = 1024 * 1024;
    private static final double MOST_MILLIS = 1000;

    private PickerTable() {}

    static String of(List<PickerScore> scores) {
        Table table = new Table(
                "pages",
                "number",
                "median",
                "slowest of 100",
                "slowest",
                "FHIR server, subtracted",
                "size",
                "heap before and after",
                "under a second");
        scores.forEach(score -> table.row(
                score.work(),
                String.valueOf(score.pages()),
                millis(score.medianMillis()),
                millis(score.p99Millis()),
                millis(score.maxMillis()),
                millis(score.fhirMillis()),
                number(score.bytes() / 1000.0, 0) + " kB",
                number(score.liveBytesBefore() / MEGABYTE, 1) + " MB, " + number(score.liveBytesAfter() / MEGABYTE, 1)
                        + " MB",
                (score.maxMillis() < MOST_MILLIS ? Ratio.Verdict.REACHED : Ratio.Verdict.MISSED).text()));
        return table.toString();
    }

    private static String millis(double millis) {
        return number(millis, 1) + " ms";
    }
}
