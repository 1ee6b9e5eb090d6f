/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The ids that a publisher gives its own rules, as the column source has them ({@code HNZAS_MUST_USE_TLS}): for readers
 * who come with the published text.
 */
final class PublishedIds {

    private static final Pattern ID = Pattern.compile("\\b[A-Z]+(?:_[A-Z0-9]+)+\\b");

    private final Map<String, List<Requirement>> byId = new TreeMap<>();

    PublishedIds(List<Requirement> requirements) {
        requirements.forEach(requirement -> ID.matcher(requirement.source())
                .results()
                .map(MatchResult::group)
                .forEach(
                        id -> byId.computeIfAbsent(id, any -> new ArrayList<>()).add(requirement)));
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** A table with a line for each published id, in the order of the alphabet. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("| published id | rules | met by |", "|---|---|---|"));
        byId.forEach((id, rules) -> lines.add("| " + id + " | " + join(rules, PublishedIds::link) + " | "
                + join(rules, rule -> Standing.of(rule).label()) + " |"));
        return lines;
    }

    private static String join(List<Requirement> rules, Function<Requirement, String> text) {
        return rules.stream().map(text).distinct().collect(Collectors.joining(", "));
    }

    private static String link(Requirement rule) {
        return "[" + rule.id() + "](#" + RequirementIds.anchor(rule.id()) + ")";
    }
}
