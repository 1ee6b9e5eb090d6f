/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a row of a page of requirements, and says what is wrong with its form. */
final class RowReader {

    private static final Pattern ID = Pattern.compile("<a id=\"([^\"]+)\"></a>(.+)");
    private static final int CELLS = 6;

    private final String place;
    private final String section;
    private final Consumer<String> problems;

    /**
     * @param place page and line, for the problems
     * @param section the heading that the row stands under
     */
    RowReader(String place, String section, Consumer<String> problems) {
        this.place = place;
        this.section = section;
        this.problems = problems;
    }

    /** Empty where there is a problem. */
    Optional<Requirement> read(String line) {
        String[] cells = line.strip().split("(?<!\\\\)\\|", -1);
        if (cells.length != CELLS + 2) {
            return problem("the row has " + (cells.length - 2) + " cells in place of " + CELLS);
        }
        List<String> texts = new ArrayList<>();
        for (String cell : cells) {
            texts.add(cell.strip());
        }
        Matcher id = ID.matcher(texts.get(1));
        if (!id.matches() || !RequirementIds.in(id.group(2)).equals(Set.of(id.group(2)))) {
            return problem("the first cell is written <a id=\"some-family-1\"></a>SOME-FAMILY-1");
        }
        if (!id.group(1).equals(RequirementIds.anchor(id.group(2)))) {
            return problem("the anchor of " + id.group(2) + " is \"" + RequirementIds.anchor(id.group(2)) + "\"");
        }
        Optional<Strength> strength = Strength.of(texts.get(2));
        if (strength.isEmpty()) {
            return problem("strength is MUST, MUST NOT, SHOULD, SHOULD NOT, MAY or DESIGN, not " + texts.get(2));
        }
        Set<Obliged> by = EnumSet.noneOf(Obliged.class);
        for (String name : texts.get(5).split(", ", -1)) {
            Optional<Obliged> obliged = Obliged.of(name);
            if (obliged.isEmpty()) {
                return problem(
                        "by is pack, keycloak, fhir-server, client, operator, planned or nobody, not \"" + name + "\"");
            }
            by.add(obliged.get());
        }
        if (texts.get(3).isEmpty() || texts.get(4).isEmpty()) {
            return problem(id.group(2) + " has no rule or no source");
        }
        String how = texts.get(6).equals("-") ? "" : texts.get(6);
        if (how.contains("](../../")) {
            return problem("how names classes as [Class], and no tests: the report has them");
        }
        if (by.contains(Obliged.NOBODY) && !how.contains("limitations.md")) {
            return problem(id.group(2) + " isn't met: how says why, with a link into limitations.md");
        }
        return Optional.of(
                new Requirement(id.group(2), strength.get(), texts.get(3), texts.get(4), by, how, section, place));
    }

    private Optional<Requirement> problem(String text) {
        problems.accept(place + ": " + text);
        return Optional.empty();
    }
}
