/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import io.restassured.response.Response;

import static org.assertj.core.api.Assertions.assertThat;

/** What every refused assertion is answered with. */
final class Refused {

    static final String DESCRIPTION = "Invalid client or Invalid client credentials";

    private Refused() {}

    /** 401, JSON, one description for every reason, never cached. */
    static void asInvalidClient(String what, Response response) {
        assertThat(response.statusCode()).as(what).isEqualTo(401);
        assertThat(response.contentType()).as(what).startsWith("application/json");
        assertThat(response.jsonPath().getMap("").toString())
                .as(what)
                .isEqualTo("{error=invalid_client, error_description=" + DESCRIPTION + "}");
        assertThat(response.getHeaders().getValues("Cache-Control")).as(what).containsExactly("no-store");
        assertThat(response.getHeaders().getValues("Pragma")).as(what).containsExactly("no-cache");
    }
}
