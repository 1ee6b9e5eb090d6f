/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An encounter as the page shows one.
 *
 * @param id the logical id
 * @param title what kind of encounter it is, in the words of the FHIR server; empty where that says nothing
 * @param start the day on which it began, {@code 2026-11-26}; empty where it isn't known
 * @param end the day on which it ended; empty for one that goes on
 * @param isCurrent whether it goes on now
 */
public record EncounterRow(String id, String title, String start, String end, boolean isCurrent) {

    /** The statuses of an encounter that goes on now, in a stable order. */
    static final List<String> CURRENT = List.of("arrived", "triaged", "in-progress", "onleave");

    private static final Set<String> NONE_AT_ALL = Set.of("cancelled", "entered-in-error");
    private static final int DAY = 10;

    /** Current ones first, then the latest. */
    static final Comparator<EncounterRow> ORDER = Comparator.comparing(EncounterRow::isCurrent)
            .thenComparing(EncounterRow::start)
            .reversed()
            .thenComparing(EncounterRow::id);

    /** Reads an Encounter; empty for one that didn't take place. */
    static Optional<EncounterRow> of(JsonNode encounter) {
        String status = encounter.path("status").asText("");
        return NONE_AT_ALL.contains(status)
                ? Optional.empty()
                : Optional.of(new EncounterRow(
                        encounter.path("id").asText(),
                        title(encounter),
                        day(encounter.path("period").path("start")),
                        day(encounter.path("period").path("end")),
                        CURRENT.contains(status)));
    }

    /** The same with its days as people of a language write them. */
    EncounterRow in(Locale locale) {
        return new EncounterRow(id, title, ShownDay.in(locale, start), ShownDay.in(locale, end), isCurrent);
    }

    private static String title(JsonNode encounter) {
        JsonNode type = encounter.path("type").path(0);
        return List.of(
                        type.path("text"),
                        type.path("coding").path(0).path("display"),
                        encounter.path("class").path("display"),
                        encounter.path("serviceType").path("text"))
                .stream()
                .map(ShownText::of)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String day(JsonNode date) {
        String text = ShownText.of(date);
        return text.substring(0, Math.min(DAY, text.length()));
    }
}
