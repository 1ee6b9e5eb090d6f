/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of a realm made for a test class: confidential, every grant enabled. The realm has the user {@code alice} and
 * a client {@code resource-server} that every token is for and that may introspect it.
 */
final class ScopeRealm {

    static final String CALLBACK = "http://127.0.0.1:9999/callback";

    final Admin admin;
    final String name;
    final String url;
    final String clientId;
    final String client;
    private final Map<String, String> scopes;

    private ScopeRealm(Admin admin, String name, String url, Map<String, String> scopes, Map<String, Object> settings) {
        this.admin = admin;
        this.name = name;
        this.url = url;
        this.scopes = scopes;
        this.clientId = "app-" + UUID.randomUUID();
        Map<String, Object> representation = new LinkedHashMap<>(Map.of(
                "clientId",
                clientId,
                "secret",
                "secret",
                "serviceAccountsEnabled",
                true,
                "directAccessGrantsEnabled",
                true,
                "redirectUris",
                List.of(CALLBACK),
                "attributes",
                Map.of(
                        "standard.token.exchange.enabled", "true",
                        "standard.token.exchange.enableRefreshRequestedTokenType", "SAME_SESSION",
                        "oauth2.device.authorization.grant.enabled", "true"),
                "protocolMappers",
                List.of(audience("resource-server"), audience(clientId))));
        representation.putAll(settings);
        this.client = admin.createClient(name, representation);
    }

    static Map<String, Object> audience(String clientId) {
        return Map.of(
                "name",
                "audience " + clientId,
                "protocol",
                "openid-connect",
                "protocolMapper",
                "oidc-audience-mapper",
                "config",
                Map.of("included.custom.audience", clientId, "access.token.claim", "true"));
    }

    /** A new realm with a client. */
    static ScopeRealm create(KeycloakServer server, Admin admin) {
        return create(server, admin, Map.of());
    }

    /** A new realm, with members of the realm representation, and a client. */
    static ScopeRealm create(KeycloakServer server, Admin admin, Map<String, Object> settings) {
        Map<String, Object> realm = new LinkedHashMap<>(settings);
        realm.put("eventsEnabled", true);
        String name = admin.createRealm(realm);
        admin.createClient(name, Map.of("clientId", "resource-server", "secret", "secret"));
        admin.post("/" + name + "/users", user("alice"));
        return new ScopeRealm(admin, name, server.realmUrl(name), new LinkedHashMap<>(), Map.of());
    }

    /** Another client of the same realm, without allowances; {@code settings} are members of its representation. */
    ScopeRealm newClient(Map<String, Object> settings) {
        return new ScopeRealm(admin, name, url, scopes, settings);
    }

    static Map<String, Object> user(String name) {
        return Map.of(
                "username",
                name,
                "enabled",
                true,
                "email",
                name + "@example.org",
                "emailVerified",
                true,
                "firstName",
                name,
                "lastName",
                name,
                "credentials",
                List.of(Map.of("type", "password", "value", name, "temporary", false)));
    }

    /** Creates a client scope with the console's defaults and assigns it to the client; answers its id. */
    String allow(String scope, boolean asDefault) {
        String id = scopes.computeIfAbsent(
                scope,
                missing -> admin.createScope(
                        name, missing, Map.of("include.in.token.scope", "false", "display.on.consent.screen", "true")));
        admin.assign(name, client, id, asDefault);
        return id;
    }

    ScopeRealm allowing(String... scopes) {
        for (String scope : scopes) {
            allow(scope, false);
        }
        return this;
    }

    String endpoint(String path) {
        return url + "/protocol/openid-connect/" + path;
    }

    Response post(String path, Map<String, String> form) {
        return given().auth()
                .preemptive()
                .basic(clientId, "secret")
                .formParams(form)
                .post(endpoint(path));
    }

    Response clientCredentials(String scope) {
        return post("token", Map.of("grant_type", "client_credentials", "scope", scope));
    }

    Response password(String scope) {
        return post(
                "token", Map.of("grant_type", "password", "username", "alice", "password", "alice", "scope", scope));
    }

    Response refresh(String token) {
        return post("token", Map.of("grant_type", "refresh_token", "refresh_token", token));
    }

    Response refresh(String token, String scope) {
        return post("token", Map.of("grant_type", "refresh_token", "refresh_token", token, "scope", scope));
    }

    Response code(String code) {
        return post("token", Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK));
    }

    /** An authorization request's address; {@code more} are names and values. */
    String authorize(String scope, String... more) {
        StringBuilder url = new StringBuilder(endpoint("auth"))
                .append("?response_type=code&state=s1&client_id=" + clientId + "&redirect_uri=")
                .append(encode(CALLBACK))
                .append("&scope=")
                .append(encode(scope));
        for (int i = 0; i < more.length; i += 2) {
            url.append('&').append(more[i]).append('=').append(encode(more[i + 1]));
        }
        return url.toString();
    }

    /** Runs the code flow to its end and gives the token answer. */
    Response authorizationCode(LoginPages browser, String scope) {
        Map<String, String> callback = browser.visit(authorize(scope), "alice");
        assertThat(callback).as("the callback").containsKey("code");
        return code(callback.get("code"));
    }

    static String encode(String value) {
        return java.net.URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /**
     * The SMART scopes of a successful answer; token, answer and introspection agree to the letter.
     */
    List<String> granted(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        String scope = response.path("scope");
        String token = response.path("access_token");
        assertThat(claims(token).getString("scope")).as("the access token").isEqualTo(scope);
        Response introspection = given().auth()
                .preemptive()
                .basic("resource-server", "secret")
                .formParam("token", token)
                .post(endpoint("token/introspect"));
        assertThat(introspection.<Boolean>path("active")).isTrue();
        assertThat(introspection.<String>path("scope")).as("the introspection").isEqualTo(scope);
        List<String> smart = new ArrayList<>();
        for (String item : scope.split(" ")) {
            if (item.contains("/")) {
                smart.add(item);
            }
        }
        return smart;
    }

    /** The payload of a JWT. */
    static JsonPath claims(String jwt) {
        return new JsonPath(new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8));
    }

    /** Asserts RFC 6749 section 5.2: 400, {@code invalid_scope}, not cached; gives the description. */
    static String invalidScope(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("invalid_scope");
        assertThat(response.header("Cache-Control")).contains("no-store");
        return response.path("error_description");
    }
}
