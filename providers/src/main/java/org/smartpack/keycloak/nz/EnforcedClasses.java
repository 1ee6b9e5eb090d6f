/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The classes whose rules a realm's client policies apply for sure. */
public final class EnforcedClasses {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the names of the profiles end in that accept plain code as well. */
    private static final String SMART = "-smart";

    private static final String CODE = "code";
    private static final String HYBRID = "code id_token";

    /** The response types that every policy for a class leaves. */
    private final Map<Classification, Set<String>> responseTypes = new EnumMap<>(Classification.class);

    /** The classes whose rules hold for clients without a class, too. */
    private final Set<Classification> others = EnumSet.noneOf(Classification.class);

    private EnforcedClasses() {}

    /**
     * Of policies as Keycloak stores them. A policy with a further condition isn't one: it applies to a part of the
     * requests only.
     *
     * @param policies JSON; empty if the realm has none
     */
    public static EnforcedClasses read(String policies) {
        EnforcedClasses enforced = new EnforcedClasses();
        try {
            JSON.readTree(policies).path("policies").forEach(enforced::add);
        } catch (JsonProcessingException e) {
            // Keycloak can't read them either, and applies none.
            enforced.responseTypes.clear();
            enforced.others.clear();
        }
        return enforced;
    }

    /** Whether the rules of a class hold for its clients. */
    public boolean has(Classification found) {
        return responseTypes.containsKey(found);
    }

    /** Whether the rules of a class hold for every client of the realm, apart from Keycloak's own. */
    public boolean coverRealm() {
        return !others.isEmpty() && Arrays.stream(Classification.values()).allMatch(this::has);
    }

    /** The response types that clients of at least one class can use, as their metadata name them. */
    public Set<String> responseTypes() {
        return responseTypes.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    private void add(JsonNode policy) {
        JsonNode conditions = policy.path("conditions");
        JsonNode condition = conditions.path(0);
        ConditionSettings settings = ConditionSettings.read(condition.path("configuration"));
        if (policy.path("enabled").asBoolean()
                && conditions.size() == 1
                && condition.path("condition").asText().equals(ClassificationConditionFactory.PROVIDER_ID)
                && settings.fault().isEmpty()
                && settings.negated().equals(Optional.of(false))) {
            add(settings, policy.path("profiles"));
        }
    }

    private void add(ConditionSettings settings, JsonNode profiles) {
        settings.classification()
                .ifPresent(found -> profiles.forEach(profile -> {
                    Set<String> left = responseTypes(found, profile.asText());
                    if (!left.isEmpty()) {
                        responseTypes.merge(found, left, EnforcedClasses::both);
                        if (settings.unclassified().orElse(false)) {
                            others.add(found);
                        }
                    }
                }));
    }

    /** None if the profile isn't one of the class. */
    private static Set<String> responseTypes(Classification found, String profile) {
        if (profile.equals(found.role())) {
            return Set.of(found == Classification.PUBLIC ? CODE : HYBRID);
        }
        return profile.equals(found.role() + SMART) ? Set.of(CODE, HYBRID) : Set.of();
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        return Stream.of(one, other)
                .flatMap(Set::stream)
                .filter(type -> one.contains(type) && other.contains(type))
                .collect(Collectors.toUnmodifiableSet());
    }
}
