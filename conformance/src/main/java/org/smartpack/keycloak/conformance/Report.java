/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a report says of one page of requirements, as Markdown: numbers, the duties of those beside the server as lists
 * to be ticked off, what isn't met, and every rule with what makes it hold and the tests that show it.
 */
final class Report {

    private static final String COUNTED =
            """
            Each rule is counted once: with the pack where the pack has a part in it, else with Keycloak, else with the \
            others, who are operator, FHIR server and client. What they have to do is listed below, also where the pack \
            or Keycloak does its part. Tests whose names end in IT run against a Keycloak with the pack.""";

    private final RequirementPage page;
    private final ReportLinks links;
    private final Enforcers enforcers;
    private final Tests tests;

    Report(RequirementPage page, Path file, Enforcers enforcers, Tests tests) {
        this.page = page;
        this.links = new ReportLinks(file);
        this.enforcers = enforcers;
        this.tests = tests;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of("## Summary", "", COUNTED, ""));
        lines.addAll(new Summary(page.requirements(), tests).lines());
        lines.addAll(duties(Obliged.OPERATOR, "What the operator has to do"));
        lines.addAll(duties(Obliged.FHIR_SERVER, "What the FHIR server has to do"));
        lines.addAll(duties(Obliged.CLIENT, "What the client has to do"));
        lines.addAll(open());
        lines.addAll(rules());
        PublishedIds published = new PublishedIds(page.requirements());
        lines.addAll(published.isEmpty() ? List.of() : section("By published id", published.lines()));
        return lines;
    }

    private List<String> duties(Obliged obliged, String title) {
        List<String> duties = page.requirements().stream()
                .filter(requirement -> requirement.by().contains(obliged))
                .map(requirement ->
                        "- [ ] " + item(requirement) + (requirement.by().size() == 1 ? " " + how(requirement) : ""))
                .map(String::stripTrailing)
                .toList();
        return duties.isEmpty() ? List.of() : section(title, duties);
    }

    private List<String> open() {
        List<String> open = page.requirements().stream()
                .filter(requirement -> Standing.of(requirement).isOpen())
                .map(requirement -> "- " + item(requirement) + " **"
                        + (Standing.of(requirement) == Standing.PLANNED ? "Not yet." : "Not met.") + "** "
                        + how(requirement))
                .map(String::stripTrailing)
                .toList();
        return section("What isn't met", open.isEmpty() ? List.of("Nothing.") : open);
    }

    private String item(Requirement requirement) {
        return "[" + requirement.id() + "](#" + RequirementIds.anchor(requirement.id()) + ") "
                + requirement.strength().label() + ": " + links.moved(requirement.rule());
    }

    private List<String> rules() {
        Map<String, List<Requirement>> sections = page.requirements().stream()
                .collect(Collectors.groupingBy(Requirement::section, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>(List.of("", "## Every rule"));
        sections.forEach((section, rows) -> {
            if (!section.isEmpty()) {
                lines.addAll(List.of("", "### " + section));
            }
            lines.addAll(
                    List.of("", "| id | strength | rule | source | met by | shown by |", "|---|---|---|---|---|---|"));
            rows.forEach(row -> lines.add(row(row)));
        });
        return lines;
    }

    private String row(Requirement requirement) {
        return "| <a id=\"" + RequirementIds.anchor(requirement.id()) + "\"></a>" + requirement.id() + " | "
                + requirement.strength().label() + " | " + links.moved(requirement.rule()) + " | "
                + links.moved(requirement.source()) + " | " + metBy(requirement) + " | "
                + shownBy(requirement) + " |";
    }

    private String metBy(Requirement requirement) {
        String who = requirement.by().stream().map(Obliged::label).collect(Collectors.joining(", "));
        String what = Stream.of(
                        how(requirement),
                        names(enforcers.ofPack(requirement)),
                        enforcers.ofDemo(requirement).isEmpty()
                                ? ""
                                : "In the demo: " + names(enforcers.ofDemo(requirement)))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return ("*" + who + "* " + what).stripTrailing();
    }

    private String shownBy(Requirement requirement) {
        List<SourceFile> showing = tests.of(requirement.id());
        return showing.isEmpty() ? "-" : names(showing);
    }

    private String how(Requirement requirement) {
        return enforcers.withLinks(links.moved(requirement.how()), links);
    }

    private String names(List<SourceFile> files) {
        return files.stream().map(links::to).collect(Collectors.joining(", "));
    }

    private static List<String> section(String title, List<String> content) {
        List<String> lines = new ArrayList<>(List.of("", "## " + title, ""));
        lines.addAll(content);
        return lines;
    }
}
