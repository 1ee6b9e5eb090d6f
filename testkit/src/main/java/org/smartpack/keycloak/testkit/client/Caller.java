/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.client;

import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;

/** Requests that begin with the credentials of a caller (RFC 6749 section 2.3, RFC 7523, RFC 6750). */
public final class Caller {

    /** The {@code client_assertion_type} of a signed JWT. */
    public static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private Caller() {}

    /** The secret of a client, by the rule of the tests and of the realm exports. */
    public static String secret(String clientId) {
        return clientId + "-secret";
    }

    /** A client with its {@link #secret} in the header. */
    public static RequestSpecification basic(String clientId) {
        return basic(clientId, secret(clientId));
    }

    /** A client with a secret in the header. */
    public static RequestSpecification basic(String clientId, String secret) {
        return given().auth().preemptive().basic(clientId, secret);
    }

    /** A client with its {@link #secret} in the form. */
    public static RequestSpecification post(String clientId) {
        return named(clientId).formParam("client_secret", secret(clientId));
    }

    /** A public client. */
    public static RequestSpecification named(String clientId) {
        return given().formParam("client_id", clientId);
    }

    /** A client with a signed JWT. */
    public static RequestSpecification assertion(String assertion) {
        return given().formParam("client_assertion_type", ASSERTION_TYPE).formParam("client_assertion", assertion);
    }

    /** A caller with an access token. */
    public static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }
}
