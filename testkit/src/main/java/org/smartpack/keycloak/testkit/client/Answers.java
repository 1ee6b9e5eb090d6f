/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.client;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;

import static org.assertj.core.api.Assertions.assertThat;

/** What an endpoint of the pack answers to a request that it refuses, and to a token that isn't active. */
public final class Answers {

    private Answers() {}

    /** An error as JSON, with nothing but a code and a description, never cached. */
    public static void refused(String what, Response response, int status, String error) {
        assertThat(response.statusCode()).as(what + ": " + response.asString()).isEqualTo(status);
        assertThat(response.contentType()).as(what).startsWith("application/json");
        Map<String, Object> body = response.jsonPath().getMap("");
        assertThat(body).as(what).containsOnlyKeys("error", "error_description").containsEntry("error", error);
        neverCached(response);
    }

    /** RFC 6749 section 5.2. */
    public static void invalidClient(String what, Response response) {
        refused(what, response, 401, "invalid_client");
        assertThat(response.header("WWW-Authenticate")).as(what).startsWith("Basic realm=\"");
    }

    /** RFC 6750 section 3. */
    public static void invalidToken(String what, Response response) {
        refused(what, response, 401, "invalid_token");
        assertThat(response.header("WWW-Authenticate"))
                .as(what)
                .startsWith("Bearer realm=\"")
                .contains("error=\"invalid_token\"");
    }

    /** RFC 6750 section 3.1. */
    public static void insufficientScope(String what, Response response) {
        refused(what, response, 403, "insufficient_scope");
    }

    /** RFC 6749 section 5.2. */
    public static void invalidRequest(String what, Response response) {
        refused(what, response, 400, "invalid_request");
    }

    /** RFC 7662 section 2.2: nothing but that (INTRO-4). */
    public static void inactive(String what, Response response) {
        assertThat(response.statusCode()).as(what + ": " + response.asString()).isEqualTo(200);
        assertThat(response.asString()).as(what).isEqualTo("{\"active\":false}");
        assertThat(response.contentType()).as(what).startsWith("application/json");
        neverCached(response);
    }

    /** RFC 6749 section 5.1. */
    public static void neverCached(Response response) {
        assertThat(response.getHeaders().getValues("Cache-Control")).isEqualTo(List.of("no-store"));
        assertThat(response.getHeaders().getValues("Pragma")).isEqualTo(List.of("no-cache"));
    }
}
