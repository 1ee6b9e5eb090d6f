/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.smartpack.keycloak.testkit.realm.Realm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks the pack's introspection endpoint of a realm about tokens.
 *
 * @param path of the endpoint, below the issuer
 */
public record Asker(Realm realm, String path) {

    /** Asks at the pack's own path. */
    public Asker(Realm realm) {
        this(realm, "/smart/introspect");
    }

    /** The endpoint's address. */
    public String url() {
        return realm.url + path;
    }

    /** The answer to a caller. */
    public Response ask(RequestSpecification caller, String token) {
        return caller.formParam("token", token).post(url());
    }

    /** What a caller is told of an active token. */
    public Map<String, Object> active(RequestSpecification caller, String token) {
        Response response = ask(caller, token);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        Answers.neverCached(response);
        Map<String, Object> answer = comparable(response.jsonPath().getMap(""));
        assertThat(answer).as(response.asString()).containsEntry("active", true);
        return answer;
    }

    /** Asserts that a caller is told no more than that a token isn't active. */
    public void inactive(String what, RequestSpecification caller, String token) {
        Answers.inactive(what, ask(caller, token));
    }

    /** What Keycloak's own endpoint tells a client with a secret. */
    public Map<String, Object> keycloak(String clientId, String token) {
        return comparable(Client.confidential(realm, clientId).introspect(token).getMap(""));
    }

    /** The claims of a JWT, to be compared with an answer. */
    public static Map<String, Object> claims(String jwt) {
        return comparable(Jwt.claims(jwt).getMap(""));
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
