/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.smartpack.keycloak.testkit.realm.Realm;

import static org.assertj.core.api.Assertions.assertThat;

/** A client as Keycloak sees it: who it says it is, and what it asks for. */
public class Client {

    private final Realm realm;
    private final String clientId;
    private final Supplier<RequestSpecification> caller;

    /** @param caller makes a new request of this client; an assertion serves once */
    protected Client(Realm realm, String clientId, Supplier<RequestSpecification> caller) {
        this.realm = realm;
        this.clientId = clientId;
        this.caller = caller;
    }

    /** A client with a secret that follows the rule of {@link Caller#secret}. */
    public static Client confidential(Realm realm, String clientId) {
        return new Client(realm, clientId, () -> Caller.basic(clientId));
    }

    /** A public client. */
    public static Client publicClient(Realm realm, String clientId) {
        return new Client(realm, clientId, () -> Caller.named(clientId));
    }

    /** The realm that it asks. */
    public Realm realm() {
        return realm;
    }

    /** Its client id. */
    public final String clientId() {
        return clientId;
    }

    /** A new request with its credentials. */
    public final RequestSpecification caller() {
        return caller.get();
    }

    /** Posts a form to an OpenID Connect endpoint of its realm, such as {@code revoke}. */
    public final Response post(String path, Map<String, String> form) {
        return caller().formParams(form).post(realm.endpoint(path));
    }

    /** Asks the token endpoint. */
    public final Response token(Map<String, String> form) {
        return post("token", form);
    }

    /** Asks for a token of its own, naming no scope. */
    public final Response clientCredentials() {
        return token(Map.of("grant_type", "client_credentials"));
    }

    /** Asks for a token of its own. */
    public final Response clientCredentials(String scope) {
        return token(Map.of("grant_type", "client_credentials", "scope", scope));
    }

    /** The access token of its own that it gets with these further parameters. */
    public final String ownToken(Map<String, String> parameters) {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("grant_type", "client_credentials");
        Response response = token(form);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.path("access_token");
    }

    /** The access token of its own that it gets when it names no scope. */
    public final String ownToken() {
        return ownToken(Map.of());
    }

    /** Asks for tokens with the name of a user, which is the password too. */
    public final Response password(String username, String scope) {
        return token(Map.of("grant_type", "password", "username", username, "password", username, "scope", scope));
    }

    /** The same, naming no scope. */
    public final Response password(String username) {
        return token(Map.of("grant_type", "password", "username", username, "password", username));
    }

    /** Refreshes, naming no scope. */
    public final Response refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** Refreshes, naming scopes. */
    public final Response refresh(String refreshToken, String scope) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "scope", scope));
    }

    /** Redeems a code that was asked for without PKCE. */
    public final Response redeem(String code) {
        return token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", Realm.CALLBACK));
    }

    /** Redeems a code. */
    public final Response redeem(String code, String verifier) {
        return token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                Realm.CALLBACK,
                "code_verifier",
                verifier));
    }

    /** What Keycloak's own introspection tells this client of a token. */
    public final JsonPath introspect(String token) {
        Response response = post("token/introspect", Map.of("token", token));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    /** The address of an authorization request. */
    public final String authorize(Map<String, String> request) {
        return realm.endpoint("auth") + "?" + Query.of(request);
    }
}
