/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A page of docs/requirements: the rows of its tables, and the page again with another tests column. */
final class RequirementPage {

    /** The head of a table of requirements; every other table is left alone. */
    static final String HEAD = "| id | strength | rule | source | by | tests |";

    private final Path file;
    private final List<String> lines;
    private final Map<Integer, Requirement> rows = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private RequirementPage(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Reads a page of UTF-8 text. */
    static RequirementPage read(Path file) throws IOException {
        RequirementPage page =
                new RequirementPage(file, List.of(Files.readString(file).split("\n", -1)));
        page.readRows();
        return page;
    }

    private void readRows() {
        boolean inside = false;
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line);
            String place = file.getFileName() + ":" + (line + 1);
            inside = text.equals(HEAD) || inside && text.startsWith("|");
            if (!inside && text.startsWith("| <a id=")) {
                problems.add(place + ": the row must stand in a table with the head " + HEAD);
            }
            if (inside && !text.equals(HEAD) && !text.startsWith("|--")) {
                Optional<Requirement> row = new RowReader(place, problems::add).read(text);
                int number = line;
                row.ifPresent(requirement -> rows.put(number, requirement));
            }
        }
    }

    Path file() {
        return file;
    }

    List<Requirement> requirements() {
        return List.copyOf(rows.values());
    }

    /** One line for each row that can't be read. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The text of the page, with what {@code tests} says of an id in the last cell of its row. */
    String withTests(UnaryOperator<String> tests) {
        List<String> written = new ArrayList<>(lines);
        rows.forEach((line, requirement) -> {
            String text = lines.get(line).stripTrailing();
            String others = text.substring(0, text.lastIndexOf('|', text.length() - 2));
            written.set(line, others + "| " + tests.apply(requirement.id()) + " |");
        });
        return String.join("\n", written);
    }
}
