/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.check;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.smartpack.keycloak.nz.Classification;
import org.smartpack.keycloak.nz.ClassificationConditionFactory;

/** The classes whose rules a realm's client policies apply for sure. */
final class EnforcedClasses {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the names of the profiles end in that accept plain code as well. */
    private static final String SMART = "-smart";

    private final Set<Classification> classes = EnumSet.noneOf(Classification.class);

    private EnforcedClasses() {}

    /**
     * Of policies as Keycloak stores them. A policy with a further condition isn't one: it applies to a part of the
     * requests only.
     *
     * @param policies JSON; empty if the realm has none
     */
    static EnforcedClasses read(String policies) {
        EnforcedClasses enforced = new EnforcedClasses();
        try {
            JSON.readTree(policies).path("policies").forEach(enforced::add);
        } catch (JsonProcessingException e) {
            // Keycloak can't read them either, and applies none.
            enforced.classes.clear();
        }
        return enforced;
    }

    boolean has(Classification found) {
        return classes.contains(found);
    }

    private void add(JsonNode policy) {
        JsonNode conditions = policy.path("conditions");
        JsonNode condition = conditions.path(0);
        JsonNode settings = condition.path("configuration");
        Set<String> profiles = new HashSet<>();
        policy.path("profiles").forEach(profile -> profiles.add(profile.asText()));
        Optional<Classification> chosen = Classification.byId(
                settings.path(ClassificationConditionFactory.CLASSIFICATION).asText());
        if (policy.path("enabled").asBoolean()
                && conditions.size() == 1
                && condition.path("condition").asText().equals(ClassificationConditionFactory.PROVIDER_ID)
                && !settings.path("is-negative-logic").asBoolean()) {
            chosen.filter(found -> profiles.contains(found.role()) || profiles.contains(found.role() + SMART))
                    .ifPresent(classes::add);
        }
    }
}
