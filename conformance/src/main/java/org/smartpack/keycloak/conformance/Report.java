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

/**
 * What a report says, as Markdown: numbers, the duties of those beside the server as lists
 * to be ticked off, what isn't met, and every rule with what makes it hold and the tests that show it.
 */
final class Report {

    private static final String COUNTED =
            """
            Each rule is counted once: with the pack where the pack has a part in it, else with Keycloak, else \
            with the others, who are operator, FHIR server and client. What they have to do is listed below, also \
            where the pack or Keycloak does its part. Tests whose names end in IT run against a Keycloak with the \
            pack.""";

    private final List<Requirement> requirements;
    private final RuleText text;
    private final Tests tests;

    /**
     * @param page the page that most of the rows are of
     * @param file the report, from the project's folder
     */
    Report(List<Requirement> requirements, String page, Path file, Enforcers enforcers, Tests tests) {
        this.requirements = requirements;
        this.text = new RuleText(page, new ReportLinks(file), enforcers, tests);
        this.tests = tests;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of("## Summary", "", COUNTED, ""));
        lines.addAll(new Summary(requirements, tests).lines());
        lines.addAll(unexplained());
        lines.addAll(duties(Obliged.OPERATOR, "What the operator has to do"));
        lines.addAll(duties(Obliged.FHIR_SERVER, "What the FHIR server has to do"));
        lines.addAll(duties(Obliged.CLIENT, "What the client has to do"));
        lines.addAll(open());
        lines.addAll(rules());
        PublishedIds published = new PublishedIds(requirements);
        lines.addAll(published.isEmpty() ? List.of() : section("By published id", published.lines()));
        return lines;
    }

    /** Rules of which neither the page nor any source says what meets them. */
    private List<String> unexplained() {
        String ids = requirements.stream()
                .filter(requirement -> !Standing.of(requirement).isOpen())
                .filter(requirement -> text.what(requirement).isEmpty())
                .map(RuleText::link)
                .collect(Collectors.joining(", "));
        return ids.isEmpty() ? List.of() : List.of("", "What meets these rules isn't written down: " + ids + ".");
    }

    /** What to set is the operator's; else what is written of a rule may be another's part in it. */
    private List<String> duties(Obliged obliged, String title) {
        List<String> duties = requirements.stream()
                .filter(requirement -> requirement.by().contains(obliged))
                .map(requirement -> {
                    boolean says =
                            obliged == Obliged.OPERATOR || requirement.by().size() == 1;
                    String how = says ? text.how(requirement) : "";
                    return "- [ ] " + text.item(requirement) + (how.isEmpty() ? "" : " **How:** " + how);
                })
                .toList();
        return duties.isEmpty() ? List.of() : section(title, duties);
    }

    private List<String> open() {
        List<String> open = requirements.stream()
                .filter(requirement -> Standing.of(requirement).isOpen())
                .map(requirement -> "- " + text.item(requirement) + " **"
                        + (Standing.of(requirement) == Standing.PLANNED ? "Not yet." : "Not met.") + "** "
                        + text.how(requirement))
                .map(String::stripTrailing)
                .toList();
        return section("What isn't met", open.isEmpty() ? List.of("Nothing.") : open);
    }

    private List<String> rules() {
        Map<String, List<Requirement>> sections = requirements.stream()
                .collect(Collectors.groupingBy(Requirement::section, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>(List.of("", "## Every rule"));
        sections.forEach((section, rows) -> {
            if (!section.isEmpty()) {
                lines.addAll(List.of("", "### " + section));
            }
            lines.addAll(List.of("", RuleText.HEAD, "|---|---|---|---|---|---|"));
            rows.forEach(row -> lines.add(text.row(row)));
        });
        return lines;
    }

    private static List<String> section(String title, List<String> content) {
        List<String> lines = new ArrayList<>(List.of("", "## " + title, ""));
        lines.addAll(content);
        return lines;
    }
}
