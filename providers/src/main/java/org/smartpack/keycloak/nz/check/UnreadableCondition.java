/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.check;

import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.nz.ClassificationConditionFactory;
import org.smartpack.keycloak.nz.ConditionSettings;

/** A policy whose class can't be read, stored before such a policy was refused, or past Keycloak. */
final class UnreadableCondition implements RealmRule {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Advice ADVICE = new Advice(
            "nz-condition-unreadable",
            Severity.ERROR,
            "Choose the classification in the condition smart-nz-class of the policy, and save it.",
            "Realm settings > Client policies > Policies");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        try {
            return stream(JSON.readTree(realm.clientPolicies()).path("policies"))
                    .filter(policy -> policy.path("enabled").asBoolean())
                    .flatMap(policy -> fault(policy)
                            .map(fault -> new Finding(
                                    "client policy " + policy.path("name").asText(),
                                    "Requests of the clients that it is about are refused, because its condition"
                                            + " can't be read: " + fault))
                            .stream());
        } catch (JsonProcessingException e) {
            // Keycloak can't read them either, and applies none.
            return Stream.empty();
        }
    }

    private static Optional<String> fault(JsonNode policy) {
        return stream(policy.path("conditions"))
                .filter(condition ->
                        condition.path("condition").asText().equals(ClassificationConditionFactory.PROVIDER_ID))
                .flatMap(condition -> ConditionSettings.read(condition.path("configuration")).fault().stream())
                .findFirst();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
