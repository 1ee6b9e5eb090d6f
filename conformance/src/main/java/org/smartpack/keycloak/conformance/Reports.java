/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The reports of the project, one for each page of requirements, and a page that leads to them. The table in
 * docs/requirements/README.md says which file a page's report is in.
 */
final class Reports {

    /** The page that leads to the reports, from the project's folder. */
    static final Path OVERVIEW = Path.of("docs/conformance/README.md");

    private final Requirements requirements;
    private final List<ReportEntry> entries;
    private final Enforcers enforcers;
    private final Tests tests;

    /** @param index the text of docs/requirements/README.md */
    Reports(Requirements requirements, String index, List<SourceFile> sources, Tests tests) {
        this.requirements = requirements;
        this.entries = ReportEntry.in(index);
        this.enforcers = new Enforcers(sources, tests);
        this.tests = tests;
    }

    boolean has(RequirementPage page) {
        return entries.stream().anyMatch(entry -> entry.page().equals(page.name()));
    }

    /** Every page as it is to be, by its file from the project's folder. */
    Map<Path, GeneratedPage> pages(Path root) {
        Map<Path, GeneratedPage> pages = new LinkedHashMap<>();
        Overview overview = new Overview(new ReportLinks(OVERVIEW), tests);
        for (ReportEntry entry : entries) {
            requirements.page(entry.page()).ifPresent(page -> {
                List<Requirement> rows = rows(page, entry.families());
                List<String> lines = new Report(rows, page.name(), entry.report(), enforcers, tests).lines();
                Path file = root.resolve(entry.report());
                pages.put(entry.report(), new GeneratedPage(file, "Conformance: " + page.title(), lines));
                overview.add(page.title(), entry.report(), rows);
            });
        }
        pages.put(OVERVIEW, new GeneratedPage(root.resolve(OVERVIEW), "Conformance reports", overview.lines()));
        return pages;
    }

    /** The rows of the page, and those of the families on other pages. */
    private List<Requirement> rows(RequirementPage page, List<String> families) {
        List<Requirement> rows = new ArrayList<>(page.requirements());
        for (RequirementPage other : requirements.pages()) {
            other.requirements().stream()
                    .filter(row -> !other.equals(page) && families.contains(RequirementIds.family(row.id())))
                    .map(row -> row.under(other.title() + ": " + row.section()))
                    .forEach(rows::add);
        }
        return rows;
    }

    /** A family in the index that no other page has, or a page that isn't there. */
    List<String> unknownEntries() {
        List<String> problems = new ArrayList<>();
        for (ReportEntry entry : entries) {
            if (requirements.page(entry.page()).isEmpty()) {
                problems.add(RequirementCheck.PAGES + "/README.md leads to " + entry.page() + ", which isn't there");
            }
            entry.families().stream()
                    .filter(family -> requirements.all().stream()
                            .noneMatch(row -> RequirementIds.family(row.id()).equals(family)))
                    .forEach(family -> problems.add(RequirementCheck.PAGES + "/README.md asks for " + family
                            + "-* in the report of " + entry.page() + ", and no page has it"));
        }
        return problems;
    }

    /** Writes every page. */
    void write(Path root) throws IOException {
        for (GeneratedPage page : pages(root).values()) {
            page.write();
        }
    }

    /** Every name of a class in the column how that leads nowhere. */
    List<String> unknownClasses() {
        List<String> problems = new ArrayList<>();
        for (Requirement requirement : requirements.all()) {
            enforcers
                    .unknownIn(requirement.how())
                    .forEach(name -> problems.add(requirement.place() + ": there is no class " + name
                            + ", which the column how of " + requirement.id() + " names"));
        }
        return problems;
    }
}
