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

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.it.framework.Admin;
import org.smartpack.keycloak.it.framework.LoginPages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A realm of its own with one client {@code app} (confidential, every grant enabled), the user {@code alice} and a client
 * {@code resource-server} that every token of {@code app} is for and that may introspect it.
 */
final class ScopeRealm {

    static final String CALLBACK = "http://127.0.0.1:9999/callback";

    final Admin admin;
    final String name;
    final String url;
    final String client;

    private ScopeRealm(KeycloakServer server, Admin admin, Map<String, Object> settings, Map<String, Object> app) {
        this.admin = admin;
        Map<String, Object> realm = new LinkedHashMap<>(settings);
        realm.put("eventsEnabled", true);
        this.name = admin.createRealm(realm);
        this.url = server.realmUrl(name);
        admin.createClient(name, Map.of("clientId", "resource-server", "secret", "secret"));
        Map<String, Object> representation = new LinkedHashMap<>(Map.of(
                "clientId",
                "app",
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
                        "oauth2.device.authorization.grant.enabled", "true",
                        "oidc.ciba.grant.enabled", "true"),
                "protocolMappers",
                List.of(Map.of(
                        "name", "audience",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-audience-mapper",
                        "config",
                                Map.of("included.client.audience", "resource-server", "access.token.claim", "true")))));
        representation.putAll(app);
        this.client = admin.createClient(name, representation);
        admin.post("/" + name + "/users", user("alice"));
    }

    static ScopeRealm create(KeycloakServer server, Admin admin) {
        return new ScopeRealm(server, admin, Map.of(), Map.of());
    }

    static ScopeRealm create(KeycloakServer server, Admin admin, Map<String, Object> realm, Map<String, Object> app) {
        return new ScopeRealm(server, admin, realm, app);
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
        String id = admin.createScope(
                name, scope, Map.of("include.in.token.scope", "false", "display.on.consent.screen", "true"));
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
                .basic("app", "secret")
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
                .append("?response_type=code&client_id=app&state=s1&redirect_uri=")
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
