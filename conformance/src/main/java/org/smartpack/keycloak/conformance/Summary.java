/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The table at the head of a report: how many requirements of which strength are met by whom, and shown by tests. */
final class Summary {

    private static final String HEAD =
            "| met by | MUST, MUST NOT | SHOULD, SHOULD NOT | MAY | own decisions | together | with a test | with an"
                    + " IT |";

    private final List<Requirement> requirements;
    private final Tests tests;

    Summary(List<Requirement> requirements, Tests tests) {
        this.requirements = requirements;
        this.tests = tests;
    }

    /** The table, a line each; a standing that no requirement has is left out. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(HEAD, "|---|---|---|---|---|---|---|---|"));
        Arrays.stream(Standing.values())
                .filter(standing -> count(having(standing)) > 0)
                .forEach(standing -> lines.add(line(standing.label(), having(standing))));
        lines.add(line("**together**", any -> true));
        return lines;
    }

    private String line(String label, Predicate<Requirement> rows) {
        List<Long> cells = Stream.concat(
                        Stream.of(
                                        Set.of(Strength.MUST, Strength.MUST_NOT),
                                        Set.of(Strength.SHOULD, Strength.SHOULD_NOT),
                                        Set.of(Strength.MAY),
                                        Set.of(Strength.DESIGN))
                                .map(strengths -> count(rows.and(row -> strengths.contains(row.strength())))),
                        Stream.of(
                                count(rows),
                                count(rows.and(row -> tests.has(row.id()))),
                                count(rows.and(row -> tests.hasOnKeycloak(row.id())))))
                .toList();
        return "| " + label + " | "
                + String.join(" | ", cells.stream().map(String::valueOf).toList()) + " |";
    }

    private static Predicate<Requirement> having(Standing standing) {
        return requirement -> Standing.of(requirement) == standing;
    }

    private long count(Predicate<Requirement> rows) {
        return requirements.stream().filter(rows).count();
    }
}
