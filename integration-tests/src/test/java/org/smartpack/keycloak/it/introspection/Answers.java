/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code smart/introspect} answers (docs/requirements/introspection.md). */
final class Answers {

    private Answers() {}

    /** INTRO-4: nothing but that. */
    static void inactive(String what, Response response) {
        assertThat(response.statusCode()).as(what + ": " + response.asString()).isEqualTo(200);
        assertThat(response.asString()).as(what).isEqualTo("{\"active\":false}");
        assertThat(response.contentType()).as(what).startsWith("application/json");
        neverCached(response);
    }

    static void refused(String what, Response response, int status, String error) {
        assertThat(response.statusCode()).as(what + ": " + response.asString()).isEqualTo(status);
        assertThat(response.contentType()).as(what).startsWith("application/json");
        Map<String, Object> body = response.jsonPath().getMap("");
        assertThat(body).as(what).containsOnlyKeys("error", "error_description").containsEntry("error", error);
        neverCached(response);
    }

    /** RFC 6749 section 5.2. */
    static void invalidClient(String what, Response response) {
        refused(what, response, 401, "invalid_client");
        assertThat(response.header("WWW-Authenticate")).as(what).startsWith("Basic realm=\"");
    }

    /** RFC 6750 section 3. */
    static void invalidToken(String what, Response response) {
        refused(what, response, 401, "invalid_token");
        assertThat(response.header("WWW-Authenticate"))
                .as(what)
                .startsWith("Bearer realm=\"")
                .contains("error=\"invalid_token\"");
    }

    /** INTRO-KT-3: exactly that, whatever is wrong. */
    static void unauthorizedInDomain(String what, Response response) {
        unauthorizedInDomain(what, "Bearer", response);
    }

    /** The same for a caller with a token of its own. */
    static void invalidTokenInDomain(String what, Response response) {
        unauthorizedInDomain(what, "Bearer error=\"invalid_token\"", response);
    }

    private static void unauthorizedInDomain(String what, String challenge, Response response) {
        assertThat(response.statusCode()).as(what + ": " + response.asString()).isEqualTo(401);
        assertThat(response.header("Content-Type")).as(what).isEqualTo("application/json; charset=utf-8");
        assertThat(response.header("WWW-Authenticate")).as(what).isEqualTo(challenge);
        Map<String, Object> body = response.jsonPath().getMap("");
        assertThat(body)
                .as(what)
                .isEqualTo(Map.of(
                        "error", "invalid_client",
                        "error_description", "The client authentication was invalid"));
        neverCached(response);
    }

    static void insufficientScope(String what, Response response) {
        refused(what, response, 403, "insufficient_scope");
    }

    static void invalidRequest(String what, Response response) {
        refused(what, response, 400, "invalid_request");
    }

    static void neverCached(Response response) {
        assertThat(response.getHeaders().getValues("Cache-Control")).isEqualTo(List.of("no-store"));
        assertThat(response.getHeaders().getValues("Pragma")).isEqualTo(List.of("no-cache"));
    }
}
