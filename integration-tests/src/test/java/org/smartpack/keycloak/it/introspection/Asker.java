/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.smartpack.keycloak.it.launch.App;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks the pack's introspection endpoint of a realm.
 *
 * @param realmUrl the realm's issuer
 * @param path below it
 */
record Asker(String realmUrl, String path) {

    static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    Asker(String realmUrl) {
        this(realmUrl, "/smart/introspect");
    }

    String url() {
        return realmUrl + path;
    }

    String tokenUrl() {
        return realmUrl + "/protocol/openid-connect/token";
    }

    static String secret(String clientId) {
        return clientId + "-secret";
    }

    static RequestSpecification basic(String clientId) {
        return given().auth().preemptive().basic(clientId, secret(clientId));
    }

    static RequestSpecification post(String clientId) {
        return given().formParam("client_id", clientId).formParam("client_secret", secret(clientId));
    }

    static RequestSpecification assertion(String assertion) {
        return given().formParam("client_assertion_type", ASSERTION_TYPE).formParam("client_assertion", assertion);
    }

    static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    /** An access token that a client with a secret gets for itself. */
    String tokenOf(String clientId) {
        return tokenOf(clientId, Map.of());
    }

    String tokenOf(String clientId, Map<String, String> form) {
        Response response = basic(clientId)
                .formParam("grant_type", "client_credentials")
                .formParams(form)
                .post(tokenUrl());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.path("access_token");
    }

    Response ask(RequestSpecification caller, String token) {
        return caller.formParam("token", token).post(url());
    }

    /** What is said of an active token. */
    Map<String, Object> active(RequestSpecification caller, String token) {
        Response response = ask(caller, token);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        Answers.neverCached(response);
        Map<String, Object> answer = comparable(response.jsonPath().getMap(""));
        assertThat(answer).as(response.asString()).containsEntry("active", true);
        return answer;
    }

    void inactive(String what, RequestSpecification caller, String token) {
        Answers.inactive(what, ask(caller, token));
    }

    /** What Keycloak's own endpoint says. */
    Map<String, Object> keycloak(String clientId, String token) {
        return comparable(basic(clientId)
                .formParam("token", token)
                .post(tokenUrl() + "/introspect")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap(""));
    }

    static Map<String, Object> claims(String jwt) {
        return comparable(App.claims(jwt).getMap(""));
    }

    /** Keycloak's mappers write a list of audiences in any order: it becomes a set. A single string stays one. */
    private static Map<String, Object> comparable(Map<String, Object> claims) {
        Map<String, Object> comparable = new LinkedHashMap<>(claims);
        comparable.computeIfPresent("aud", (name, value) -> value instanceof List<?> audience ? set(audience) : value);
        return comparable;
    }

    private static Set<?> set(List<?> audience) {
        assertThat(audience).doesNotHaveDuplicates();
        return Set.copyOf(audience);
    }
}
