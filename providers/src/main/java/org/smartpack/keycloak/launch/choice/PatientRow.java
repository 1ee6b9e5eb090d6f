/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A patient as the page shows one, so that two of the same name can be told apart.
 *
 * @param id the logical id
 * @param name as people say it; empty for somebody without a name
 * @param birthDate as people of that language write it; empty where it isn't known
 * @param age in years; empty where the date of birth isn't known to the day
 * @param gender a code of FHIR's administrative-gender; empty where it isn't known
 * @param number the record number; empty where there is none
 */
public record PatientRow(String id, String name, String birthDate, String age, String gender, String number) {

    private static final Set<String> GENDERS = Set.of("male", "female", "other", "unknown");
    private static final List<String> BEST_NAMES = List.of("usual", "official");
    private static final Set<String> PAST_USES = Set.of("old", "temp", "maiden");

    /**
     * Reads a Patient; empty for a record that is no longer in use.
     *
     * @param numberSystem the system of the identifier that is shown; empty for the first one in use
     */
    static Optional<PatientRow> of(JsonNode patient, String numberSystem, LocalDate today, Locale locale) {
        JsonNode active = patient.path("active");
        if (!active.isMissingNode() && !(active.isBoolean() && active.booleanValue())) {
            return Optional.empty();
        }
        String birthDate = ShownText.of(patient.path("birthDate"));
        return Optional.of(new PatientRow(
                patient.path("id").asText(),
                name(patient.path("name")),
                ShownDay.in(locale, birthDate),
                ShownDay.of(birthDate)
                        .filter(day -> !day.isAfter(today))
                        .map(day -> Integer.toString(Period.between(day, today).getYears()))
                        .orElse(""),
                Optional.of(patient.path("gender").asText(""))
                        .filter(GENDERS::contains)
                        .orElse(""),
                number(patient.path("identifier"), numberSystem)));
    }

    private static String name(JsonNode names) {
        List<JsonNode> all = new ArrayList<>();
        names.forEach(all::add);
        return BEST_NAMES.stream()
                .flatMap(use -> all.stream().filter(name -> use.equals(use(name))))
                .findFirst()
                .or(() -> all.stream()
                        .filter(name -> !PAST_USES.contains(use(name)))
                        .findFirst())
                .or(() -> all.stream().findFirst())
                .map(PatientRow::text)
                .orElse("");
    }

    private static String use(JsonNode element) {
        return element.path("use").asText("");
    }

    private static String text(JsonNode name) {
        if (name.path("text").isTextual()) {
            return ShownText.of(name.path("text"));
        }
        List<String> parts = new ArrayList<>();
        name.path("prefix").forEach(part -> parts.add(ShownText.of(part)));
        name.path("given").forEach(part -> parts.add(ShownText.of(part)));
        parts.add(ShownText.of(name.path("family")));
        parts.removeIf(String::isEmpty);
        return ShownText.of(String.join(" ", parts));
    }

    private static String number(JsonNode identifiers, String system) {
        for (JsonNode identifier : identifiers) {
            boolean isWanted = system.isEmpty()
                    ? !use(identifier).equals("old")
                    : system.equals(identifier.path("system").asText());
            if (isWanted && identifier.path("value").isTextual()) {
                return ShownText.of(identifier.path("value"));
            }
        }
        return "";
    }
}
