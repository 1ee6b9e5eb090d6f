/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.check;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.nz.ClassificationConditionFactory;
import org.smartpack.keycloak.nz.ConditionSettings;

/**
 * A condition {@code smart-nz-class} of an enabled policy.
 *
 * @param policy the policy's name
 */
record PolicyCondition(String policy, ConditionSettings settings) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** All of a realm. */
    static Stream<PolicyCondition> of(CheckedRealm realm) {
        try {
            return stream(JSON.readTree(realm.clientPolicies()).path("policies"))
                    .filter(policy -> policy.path("enabled").asBoolean())
                    .flatMap(policy -> stream(policy.path("conditions"))
                            .filter(condition -> condition
                                    .path("condition")
                                    .asText()
                                    .equals(ClassificationConditionFactory.PROVIDER_ID))
                            .map(condition -> new PolicyCondition(
                                    policy.path("name").asText(),
                                    ConditionSettings.read(condition.path("configuration")))));
        } catch (JsonProcessingException e) {
            // Keycloak can't read them either, and applies none.
            return Stream.empty();
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
