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
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of docs/requirements: its title, and the rows of its tables. */
final class RequirementPage {

    /** The head of a table of requirements; every other table is left alone. */
    static final String HEAD = "| id | strength | rule | source | by | how |";

    private static final Pattern TITLE = Pattern.compile("# (?:Requirements: )?(.+)");

    private final Path file;
    private final List<String> lines;
    private final List<Requirement> rows = new ArrayList<>();
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
        String section = "";
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line);
            String place = file.getFileName() + ":" + (line + 1);
            section = text.startsWith("## ") ? text.substring(3) : section;
            inside = text.equals(HEAD) || inside && text.startsWith("|");
            if (!inside && text.startsWith("| <a id=")) {
                problems.add(place + ": the row must stand in a table with the head " + HEAD);
            }
            if (inside && !text.equals(HEAD) && !text.startsWith("|--")) {
                new RowReader(place, section, problems::add).read(text).ifPresent(rows::add);
            }
        }
    }

    /** The name of the file, such as {@code smart-scopes.md}. */
    String name() {
        return file.getFileName().toString();
    }

    /** What the page is about, from its heading: {@code Realm set-up} of {@code # Requirements: realm set-up}. */
    String title() {
        String title = lines.stream()
                .map(TITLE::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .findFirst()
                .orElse(name());
        return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }

    List<Requirement> requirements() {
        return List.copyOf(rows);
    }

    /** One line for each row that can't be read. */
    List<String> problems() {
        return List.copyOf(problems);
    }
}
