/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table with a line for each report: how many of its requirements are met by whom. */
final class Overview {

    private static final String HEAD = "| report | rules | met by the pack | by Keycloak alone | by others alone "
            + "| not met, or not yet | with a test |";

    private final ReportLinks links;
    private final Tests tests;
    private final List<String> lines = new ArrayList<>(List.of(HEAD, "|---|---|---|---|---|---|---|"));

    Overview(ReportLinks links, Tests tests) {
        this.links = links;
        this.tests = tests;
    }

    /** @param report the file of the report, from the project's folder */
    void add(String title, Path report, List<Requirement> rows) {
        String numbers = Stream.<Predicate<Requirement>>of(
                        any -> true,
                        row -> Standing.of(row) == Standing.PACK,
                        row -> Standing.of(row) == Standing.KEYCLOAK,
                        row -> Standing.of(row) == Standing.OTHERS,
                        row -> Standing.of(row).isOpen(),
                        row -> tests.has(row.id()))
                .map(counted -> String.valueOf(rows.stream().filter(counted).count()))
                .collect(Collectors.joining(" | "));
        lines.add("| [" + title + "](" + links.address(report) + ") | " + numbers + " |");
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
