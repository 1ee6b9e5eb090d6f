/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.load;

import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

/** Checks whether responses are right. */
public final class AnswerCheck {

    private AnswerCheck() {}

    /** A response with an access token and exactly this scope, in any order. */
    public static Predicate<JsonNode> token(String scope) {
        Set<String> wanted = Set.of(scope.split(" "));
        return answer -> answer.path("access_token").asText().split("\\.").length == 3
                && Set.of(answer.path("scope").asText().split(" ")).equals(wanted);
    }

    /** The same with a refresh token and a patient. */
    public static Predicate<JsonNode> launch(String scope, String patient) {
        return token(scope)
                .and(answer -> answer.has("refresh_token")
                        && answer.path("patient").asText().equals(patient));
    }

    /** An active token with its scope and patient. */
    public static Predicate<JsonNode> active(String scope, String patient) {
        Set<String> wanted = Set.of(scope.split(" "));
        return answer -> answer.path("active").asBoolean()
                && Set.of(answer.path("scope").asText().split(" ")).equals(wanted)
                && answer.path("patient").asText().equals(patient);
    }
}
