/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;

import static org.assertj.core.api.Assertions.assertThat;

/** What the launch context API answers (LCTX-15 to 19). */
final class Expect {

    private Expect() {}

    /** The handle. */
    static String registered(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        neverCached(response);
        assertThat(response.contentType()).startsWith("application/json");
        return response.jsonPath().getString("launchContextIdentifier");
    }

    static void refused(String what, Response response, int status, String error) {
        assertThat(response.statusCode()).as(what + ": " + response.asString()).isEqualTo(status);
        assertThat(response.contentType()).as(what).startsWith("application/json");
        Map<String, Object> body = response.jsonPath().getMap("");
        assertThat(body).as(what).containsOnlyKeys("error", "error_description").containsEntry("error", error);
        neverCached(response);
    }

    /** LCTX-15: the field is named, the value isn't. */
    static void wrongField(String field, Response response) {
        refused(field, response, 400, "invalid_request");
        assertThat(response.jsonPath().getString("error_description")).as(field).contains(field);
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

    static void insufficientScope(String what, Response response) {
        refused(what, response, 403, "insufficient_scope");
    }

    static void neverCached(Response response) {
        assertThat(response.getHeaders().getValues("Cache-Control")).isEqualTo(List.of("no-store"));
        assertThat(response.getHeaders().getValues("Pragma")).isEqualTo(List.of("no-cache"));
    }
}
