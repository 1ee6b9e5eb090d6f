/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.smartpack.keycloak.scope.Level;

/** All that an app asks for, and what of it the user can leave out. */
record Choices(List<Asked> all, List<Choice> open) {

    /**
     * The most choices between scopes on a page; there may be a field for writing beside each. If there are more, all
     * scopes for one type of records are one choice.
     */
    static final int MOST = 300;

    private record Records(Level level, String type) {}

    static Choices of(List<Asked> all) {
        Map<Object, List<Asked>> byMeaning = new LinkedHashMap<>();
        for (Asked asked : all) {
            if (asked.kind() == Asked.Kind.OPEN) {
                Object meaning = asked.records().isPresent() ? asked.records().get() : asked.name();
                byMeaning.computeIfAbsent(meaning, unused -> new ArrayList<>()).add(asked);
            }
        }
        List<Choice> choices = byMeaning.values().stream().map(Choice::of).toList();
        return new Choices(List.copyOf(all), choices.size() > MOST ? merged(choices) : choices);
    }

    private static List<Choice> merged(List<Choice> choices) {
        Map<Object, List<Asked>> byType = new LinkedHashMap<>();
        for (Choice choice : choices) {
            Object type = choice.records().stream()
                    .<Object>map(scope -> new Records(scope.level(), scope.type()))
                    .findFirst()
                    .orElse(choice.value());
            byType.computeIfAbsent(type, unused -> new ArrayList<>()).addAll(choice.asked());
        }
        return byType.values().stream().map(Choice::of).toList();
    }

    /** What the user can't leave out, of one kind. */
    List<Asked> ofKind(Asked.Kind kind) {
        return all.stream().filter(asked -> asked.kind() == kind).toList();
    }

    /** All names, as they are shown: whoever agrees to a page agrees to exactly these. */
    String summary() {
        return all.stream()
                .map(asked ->
                        asked.kind() + " " + asked.name() + " " + asked.model().getId())
                .collect(Collectors.joining("\n"));
    }

    /**
     * What is left of it.
     *
     * @param ticks what the user agreed to
     */
    Selection select(Ticks ticks) {
        List<String> records = new ArrayList<>();
        List<Asked> refused = new ArrayList<>();
        for (Choice choice : open) {
            if (!ticks.has(choice)) {
                refused.addAll(choice.asked());
            } else if (choice.isSplit() && !ticks.hasWriting(choice)) {
                refused.addAll(choice.asked());
                records.addAll(choice.readingOnly());
            } else if (!choice.records().isEmpty()) {
                choice.asked().forEach(asked -> records.add(asked.name()));
            }
        }
        for (Asked hidden : ofKind(Asked.Kind.HIDDEN)) {
            hidden.records().ifPresent(scope -> records.add(hidden.name()));
        }
        boolean asksForRecords =
                open.stream().anyMatch(choice -> !choice.records().isEmpty());
        if (asksForRecords && records.isEmpty()) {
            // Whose records they are tells something as well.
            refused.addAll(ofKind(Asked.Kind.CONTEXT));
        }
        return new Selection(all, List.copyOf(records), List.copyOf(refused));
    }
}
