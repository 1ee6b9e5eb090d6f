/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import org.keycloak.representations.idm.ClientPolicyConditionConfigurationRepresentation;
import org.keycloak.util.JsonSerialization;

/**
 * The settings of the condition {@code smart-nz-class}, as they are or as they can't be read.
 *
 * @param classification empty if it is missing, or isn't the id of a class
 * @param unclassified whether clients without a class count; empty if it is neither yes nor no
 * @param negated whether Keycloak takes the condition for its opposite ({@code is-negative-logic}); empty if Keycloak
 *     can't read that, and so none of the realm's policies
 */
public record ConditionSettings(
        Optional<Classification> classification, Optional<Boolean> unclassified, Optional<Boolean> negated) {

    /** From a policy in JSON; whatever is in the place of the settings. */
    public static ConditionSettings read(JsonNode configuration) {
        return read(
                configuration != null && configuration.isObject()
                        ? JsonSerialization.mapper.convertValue(configuration, new TypeReference<>() {})
                        : Map.of());
    }

    static ConditionSettings read(Map<String, Object> values) {
        return new ConditionSettings(
                values.get(ClassificationConditionFactory.CLASSIFICATION) instanceof String id
                        ? Classification.byId(id)
                        : Optional.empty(),
                answer(values.get(ClassificationConditionFactory.UNCLASSIFIED)),
                negated(values));
    }

    /** As Keycloak reads it. */
    private static Optional<Boolean> negated(Map<String, Object> values) {
        try {
            return Optional.of(Boolean.TRUE.equals(JsonSerialization.mapper
                    .convertValue(values, ClientPolicyConditionConfigurationRepresentation.class)
                    .isNegativeLogic()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The console and {@code kcadm.sh} may write a yes as text. */
    private static Optional<Boolean> answer(Object value) {
        if (value == null || "".equals(value) || "false".equals(value)) {
            return Optional.of(false);
        }
        return value instanceof Boolean given
                ? Optional.of(given)
                : "true".equals(value) ? Optional.of(true) : Optional.empty();
    }

    /** What is wrong, as a sentence that begins with the setting; empty if nothing is. */
    public Optional<String> fault() {
        if (classification.isEmpty()) {
            return Optional.of("classification must be one of " + String.join(", ", Classification.ids()));
        }
        if (unclassified.isEmpty()) {
            return Optional.of("unclassified must be true or false");
        }
        return negated.isEmpty() ? Optional.of("is-negative-logic must be true or false") : Optional.empty();
    }

    /** Whether a client of that class, or without one, is one of those. Where in doubt, it is. */
    boolean matches(Optional<Classification> found) {
        return found.map(has -> classification.map(has::equals).orElse(true))
                .orElseGet(() -> unclassified.orElse(true));
    }

    /** Whether a policy with this condition only applies to a client of that class, or without one. */
    public boolean apply(Optional<Classification> found) {
        return matches(found) != negated.orElse(false);
    }
}
