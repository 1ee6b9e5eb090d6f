/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.util.Map;

import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.client.Answers;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code smart/introspect} answers in a Koppeltaal domain to a caller that it refuses. */
final class DomainAnswers {

    private DomainAnswers() {}

    /** INTRO-KT-3: exactly that, whatever is wrong. */
    static void unauthorized(String what, Response response) {
        unauthorized(what, "Bearer", response);
    }

    /** The same for a caller with a token of its own. */
    static void invalidToken(String what, Response response) {
        unauthorized(what, "Bearer error=\"invalid_token\"", response);
    }

    private static void unauthorized(String what, String challenge, Response response) {
        assertThat(response.statusCode()).as(what + ": " + response.asString()).isEqualTo(401);
        assertThat(response.header("Content-Type")).as(what).isEqualTo("application/json; charset=utf-8");
        assertThat(response.header("WWW-Authenticate")).as(what).isEqualTo(challenge);
        Map<String, Object> body = response.jsonPath().getMap("");
        assertThat(body)
                .as(what)
                .isEqualTo(Map.of(
                        "error", "invalid_client",
                        "error_description", "The client authentication was invalid"));
        Answers.neverCached(response);
    }
}
