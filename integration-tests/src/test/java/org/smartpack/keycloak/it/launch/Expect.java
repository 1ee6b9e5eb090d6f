/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.client.Answers;

import static org.assertj.core.api.Assertions.assertThat;

/** What the launch context API answers (LCTX-15 to 19). */
final class Expect {

    private Expect() {}

    /** The handle. */
    static String registered(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        Answers.neverCached(response);
        assertThat(response.contentType()).startsWith("application/json");
        return response.jsonPath().getString("launchContextIdentifier");
    }

    /** LCTX-15: the field is named, the value isn't. */
    static void wrongField(String field, Response response) {
        Answers.refused(field, response, 400, "invalid_request");
        assertThat(response.jsonPath().getString("error_description")).as(field).contains(field);
    }
}
