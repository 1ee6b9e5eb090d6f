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
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is wrong between the pages of requirements and everything that names an id, one line each, with what to do
 * about it. Each rule is a method.
 */
public final class RequirementCheck {

    /** Where the pages are, from the project's folder. */
    static final String PAGES = "docs/requirements";

    /** What writes the reports. */
    static final String COMMAND = "./mvnw -pl conformance compile exec:java";

    private static final String HOW = PAGES + "/README.md says how";

    /** What the name of a test may begin with, though it looks like an id that leads somewhere. */
    private static final Set<String> NO_IDS = Set.of("ISO", "ITI", "R4", "S256", "SHA", "UTF");

    private static final Pattern LOOKS_LIKE_AN_ID =
            Pattern.compile("^(?:((?:[A-Z]+-)*[A-Z]+)-\\d+|([A-Z]\\d+)|(?:\\w+ )?(section) [A-Z]?\\d+)\\b");

    private final Path root;
    private final Requirements requirements;
    private final List<SourceFile> files;
    private final Tests tests;
    private final Reports reports;

    private RequirementCheck(Path root, Requirements requirements, String index, List<SourceFile> files) {
        this.root = root;
        this.requirements = requirements;
        this.files = files;
        this.tests = new Tests(files);
        this.reports = new Reports(requirements, index, files, tests);
    }

    /** Reads the pages and the sources below the folder of the project. */
    public static RequirementCheck of(Path root) throws IOException {
        Path pages = root.resolve(PAGES);
        return new RequirementCheck(
                root, Requirements.in(pages), Files.readString(pages.resolve("README.md")), SourceTree.read(root));
    }

    /** Writes the reports of the pages. */
    void writeReports() throws IOException {
        reports.write(root);
    }

    /** Every problem; none is as it should be. */
    public List<String> problems() throws IOException {
        List<String> problems = new ArrayList<>(requirements.problems());
        problems.addAll(unknownIds());
        problems.addAll(unknownFamilies());
        problems.addAll(untested());
        problems.addAll(testedBeforeItIsBuilt());
        problems.addAll(reports.unknownClasses());
        problems.addAll(outOfIndex());
        problems.addAll(reports.unknownEntries());
        problems.addAll(outOfDate());
        return problems;
    }

    /** An id that no page has; what begins like no id of a page isn't one. */
    private List<String> unknownIds() {
        Set<String> roots = requirements.roots();
        List<String> problems = new ArrayList<>();
        for (SourceFile file : files) {
            file.ids().stream()
                    .filter(id -> roots.contains(RequirementIds.root(id)) && !requirements.has(id))
                    .forEach(id -> problems.add(file.path() + ": " + id + " is in no page of " + PAGES
                            + "; name another, or add it (" + HOW + ")"));
        }
        return problems;
    }

    /** The name of a test that begins with what looks like an id, of a family that no page has. */
    private List<String> unknownFamilies() {
        Set<String> roots = requirements.roots();
        List<String> problems = new ArrayList<>();
        for (SourceFile file : files) {
            for (String name : file.displayNames()) {
                LOOKS_LIKE_AN_ID
                        .matcher(name)
                        .results()
                        .map(found -> found.group(1) != null
                                ? RequirementIds.root(found.group())
                                : found.group(2) != null ? found.group(2) : found.group(3))
                        .filter(root -> !roots.contains(root) && !NO_IDS.contains(root))
                        .forEach(root -> problems.add(file.path() + ": the name \"" + name
                                + "\" begins with what no page of " + PAGES + " explains (" + HOW + ")"));
            }
        }
        return problems;
    }

    /** What the pack must do has a test. */
    private List<String> untested() {
        return requirements.all().stream()
                .filter(requirement -> requirement.strength().isAbsolute()
                        && requirement.by().contains(Obliged.PACK)
                        && !tests.has(requirement.id()))
                .map(requirement -> requirement.place() + ": no test names " + requirement.id()
                        + ", which the pack must obey; write one, with the id in its name")
                .toList();
    }

    /** What is planned has none. */
    private List<String> testedBeforeItIsBuilt() {
        return requirements.all().stream()
                .filter(requirement -> requirement.by().contains(Obliged.PLANNED) && tests.has(requirement.id()))
                .map(requirement -> requirement.place() + ": " + requirement.id()
                        + " has a test, so that it isn't planned any more; write by whom it is obeyed")
                .toList();
    }

    /** Who begins at the README finds every page, and its report. */
    private List<String> outOfIndex() {
        return requirements.pages().stream()
                .filter(page -> !reports.has(page))
                .map(page -> PAGES + "/README.md has no row with a link to " + page.name() + " and one to its report")
                .toList();
    }

    /** The reports are what pages and sources say. */
    private List<String> outOfDate() throws IOException {
        List<String> problems = new ArrayList<>();
        Map<Path, GeneratedPage> pages = reports.pages(root);
        for (Map.Entry<Path, GeneratedPage> report : pages.entrySet()) {
            if (!report.getValue().isFresh()) {
                problems.add(report.getKey().toString().replace('\\', '/')
                        + " isn't what requirements, sources and tests say; run " + COMMAND + " and commit it");
            }
        }
        files.stream()
                .filter(file -> file.path().endsWith(".md") && file.text().contains(GeneratedPage.BEGIN))
                .filter(file -> !pages.containsKey(Path.of(file.path())))
                .forEach(file -> problems.add(file.path() + " is the report of no page; remove it"));
        return problems;
    }
}
