/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a report writes of one rule, as Markdown. */
final class RuleText {

    /** The head of the table whose rows {@link #row} makes. */
    static final String HEAD = "| id | strength | rule | source | met by | shown by |";

    private final String page;
    private final ReportLinks links;
    private final Enforcers enforcers;
    private final Tests tests;

    /** @param page the page that most rules of the report are of */
    RuleText(String page, ReportLinks links, Enforcers enforcers, Tests tests) {
        this.page = page;
        this.links = links;
        this.enforcers = enforcers;
        this.tests = tests;
    }

    /** For a list: the id, which leads to the row, and the rule. */
    String item(Requirement requirement) {
        return link(requirement) + " " + requirement.strength().label() + ": " + moved(requirement, requirement.rule());
    }

    static String link(Requirement requirement) {
        return "[" + requirement.id() + "](#" + RequirementIds.anchor(requirement.id()) + ")";
    }

    String row(Requirement requirement) {
        return "| <a id=\"" + RequirementIds.anchor(requirement.id()) + "\"></a>" + requirement.id() + " | "
                + requirement.strength().label() + " | " + moved(requirement, requirement.rule()) + " | "
                + moved(requirement, requirement.source()) + " | " + metBy(requirement) + " | "
                + shownBy(requirement) + " |";
    }

    private String metBy(Requirement requirement) {
        String who = requirement.by().stream().map(Obliged::label).collect(Collectors.joining(", "));
        return ("*" + who + "* " + what(requirement)).stripTrailing();
    }

    /** What meets the rule; empty if neither the page nor any source says it. */
    String what(Requirement requirement) {
        String demo = names(enforcers.ofDemo(requirement));
        return Stream.of(
                        how(requirement),
                        names(enforcers.ofPack(requirement)),
                        demo.isEmpty() ? "" : "In the demo: " + demo)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private String shownBy(Requirement requirement) {
        List<SourceFile> showing = tests.of(requirement.id());
        return showing.isEmpty() ? "-" : names(showing);
    }

    /** The column how, with links to the classes. */
    String how(Requirement requirement) {
        return enforcers.withLinks(moved(requirement, requirement.how()), links);
    }

    /** A link within a page leads to that page if the row is a guest here. */
    private String moved(Requirement requirement, String text) {
        boolean isGuest = !requirement.page().equals(page);
        return links.moved(isGuest ? text.replace("](#", "](" + requirement.page() + "#") : text);
    }

    private String names(List<SourceFile> files) {
        return files.stream().map(links::to).collect(Collectors.joining(", "));
    }
}
