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
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The reports of the project, one for each page of requirements, and a page that leads to them. The table in
 * docs/requirements/README.md says which file a page's report is in.
 */
final class Reports {

    /** The page that leads to the reports, from the project's folder. */
    static final Path OVERVIEW = Path.of("docs/conformance/README.md");

    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

    private final Requirements requirements;
    private final Map<String, Path> files;
    private final Enforcers enforcers;
    private final Tests tests;

    Reports(Requirements requirements, String index, List<SourceFile> sources, Tests tests) {
        this.requirements = requirements;
        this.files = files(index);
        this.enforcers = new Enforcers(sources, tests);
        this.tests = tests;
    }

    /** Which report belongs to which page: the last and the first link of a row of the index. */
    private static Map<String, Path> files(String index) {
        Map<String, Path> files = new LinkedHashMap<>();
        Path pages = Path.of(RequirementCheck.PAGES);
        index.lines().filter(line -> line.startsWith("|")).forEach(line -> {
            List<String> links =
                    LINK.matcher(line).results().map(found -> found.group(1)).toList();
            if (links.size() > 1) {
                Path report = pages.resolve(links.get(links.size() - 1)).normalize();
                files.put(links.get(0), report);
            }
        });
        return files;
    }

    /** The file of a page's report, from the project's folder. */
    Optional<Path> file(RequirementPage page) {
        return Optional.ofNullable(files.get(page.name()));
    }

    /** Every page as it is to be, by its file from the project's folder. */
    Map<Path, GeneratedPage> pages(Path root) {
        Map<Path, GeneratedPage> pages = new LinkedHashMap<>();
        Overview overview = new Overview(new ReportLinks(OVERVIEW), tests);
        files.forEach((name, file) -> requirements.page(name).ifPresent(page -> {
            List<String> lines = new Report(page, file, enforcers, tests).lines();
            pages.put(file, new GeneratedPage(root.resolve(file), "Conformance: " + page.title(), lines));
            overview.add(page, file);
        }));
        pages.put(OVERVIEW, new GeneratedPage(root.resolve(OVERVIEW), "Conformance reports", overview.lines()));
        return pages;
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
