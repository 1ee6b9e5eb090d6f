/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Servers;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.it.scope.ScopeClient.invalidScope;
import static org.smartpack.keycloak.testkit.realm.Realm.CALLBACK;

/**
 * Requests to a server on which nobody has set limits for requests. Keycloak itself drops a parameter over its limit of
 * 4000 characters and goes on without it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongScopeIT {

    private static final String TOO_LONG = numbered(2600);

    private KeycloakServer server;
    private ScopeClient app;

    @BeforeAll
    void start() {
        server = Servers.startDev(Installation.home("no-limits"), List.of(KeycloakServer.FEATURE));
        app = ScopeClient.create(new Admin(server))
                .newClient(Map.of(
                        "attributes",
                        Map.of(
                                "standard.token.exchange.enabled",
                                "true",
                                "oauth2.device.authorization.grant.enabled",
                                "true",
                                "oidc.ciba.grant.enabled",
                                "true")));
        app.allow("system/*.rs", true);
        app.allow("patient/*.rs", true);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String numbered(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "patient/Patient.r?name=%03d".formatted(i))
                .collect(Collectors.joining(" "));
    }

    @Test
    @DisplayName("attack 18: 6,479 characters of narrow scopes are granted as they are, not the default scopes")
    void narrow() {
        String scope = numbered(240);
        assertThat(scope).hasSize(6479);
        assertThat(app.granted(app.clientCredentials(scope.replace("patient/", "system/"))))
                .hasSize(240)
                .doesNotContain("system/*.rs");
        assertThat(app.granted(app.password("alice", scope))).hasSize(240).doesNotContain("patient/*.rs");
    }

    @Test
    @DisplayName("attack 18: a scope over the limit is invalid_scope for every grant, not the default scopes")
    void tokenEndpoint() {
        assertThat(TOO_LONG.length()).isBetween(65_537, 100_000);
        Response password = app.password("alice", "openid patient/Patient.r");
        String refresh = password.path("refresh_token");
        for (Response refused : List.of(
                app.clientCredentials(TOO_LONG.replace("patient/", "system/")),
                app.password("alice", TOO_LONG),
                app.refresh(refresh, TOO_LONG),
                app.post("token/", Map.of("grant_type", "client_credentials", "scope", TOO_LONG)),
                app.post(
                        "token",
                        Map.of(
                                "grant_type",
                                "urn:ietf:params:oauth:grant-type:token-exchange",
                                "subject_token",
                                password.path("access_token"),
                                "subject_token_type",
                                "urn:ietf:params:oauth:token-type:access_token",
                                "scope",
                                TOO_LONG)))) {
            assertThat(invalidScope(refused)).contains("longer than 65536 characters");
        }
        assertThat(app.granted(app.refresh(refresh))).containsExactly("patient/Patient.r");
    }

    @Test
    @DisplayName("attack 18: a scope over the limit fails at the authorization endpoint, also in a request object")
    void authorization() {
        for (Map<String, String> request : List.of(
                authorization(Map.of("scope", TOO_LONG)), authorization(Map.of("request", requestObject(TOO_LONG))))) {
            Response refused = given().redirects()
                    .follow(false)
                    .formParams(request)
                    .post(app.realm().endpoint("auth"));
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        }
        // The same requests are good with another scope.
        for (Map<String, String> request : List.of(
                authorization(Map.of("scope", numbered(240))),
                authorization(Map.of("request", requestObject(numbered(240)))))) {
            Response page = given().redirects()
                    .follow(false)
                    .formParams(request)
                    .post(app.realm().endpoint("auth"));
            assertThat(page.statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName(
            "attack 18: a scope over the limit fails at the endpoint for pushed requests, also in a request object")
    void pushed() {
        for (Map<String, String> more :
                List.of(Map.of("scope", TOO_LONG), Map.of("request", requestObject(TOO_LONG)))) {
            Response refused = app.post("ext/par/request", authorization(more));
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
            assertThat(refused.<String>path("error")).startsWith("invalid_");
        }
        Response good = app.post("ext/par/request", authorization(Map.of("scope", numbered(240))));
        assertThat(good.statusCode()).as(good.asString()).isEqualTo(201);
    }

    @Test
    @DisplayName("attack 18: a scope over the limit fails for devices and for CIBA")
    void decoupled() {
        assertThat(app.post("auth/device", Map.of("scope", TOO_LONG)).statusCode())
                .isEqualTo(400);
        Response ciba = app.post("ext/ciba/auth", Map.of("scope", TOO_LONG, "login_hint", "alice"));
        assertThat(ciba.statusCode()).as(ciba.asString()).isEqualTo(400);
        assertThat(ciba.<String>path("error")).isEqualTo("invalid_scope");
    }

    @Test
    @DisplayName("RFC 6749 section 3.1, 3.2: a scope parameter that comes twice is an error at every endpoint")
    void repeated() {
        for (Map<String, String> form : List.of(
                Map.of("grant_type", "client_credentials"),
                Map.of("grant_type", "password", "username", "alice", "password", "alice"))) {
            assertThat(twice(form).post(app.realm().endpoint("token")).statusCode())
                    .isEqualTo(400);
        }
        Response code = twice(authorization(Map.of())).post(app.realm().endpoint("auth"));
        assertThat(code.statusCode() == 400 || code.header("Location").contains("error=invalid_"))
                .as(code.header("Location"))
                .isTrue();
        assertThat(twice(authorization(Map.of()))
                        .post(app.realm().endpoint("ext/par/request"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(twice(Map.of()).post(app.realm().endpoint("auth/device")).statusCode())
                .isEqualTo(400);
        Response ciba = twice(Map.of("login_hint", "alice")).post(app.realm().endpoint("ext/ciba/auth"));
        assertThat(ciba.statusCode()).as(ciba.asString()).isEqualTo(400);
        assertThat(ciba.<String>path("error")).startsWith("invalid_");
    }

    @Test
    @DisplayName("LEN-2: characters that Keycloak takes out glue no scopes together, and leave no default scopes")
    void unclean() {
        for (String scope :
                List.of("patient/Patient.r\npatient/Task.r", "patient/Pati\u0001ent.r", "\n", "openid \t")) {
            assertThat(invalidScope(app.password("alice", scope))).contains("control character");
            assertRefused(
                    given().urlEncodingEnabled(false).redirects().follow(false).get(app.authorize(scope)));
            assertRefused(given().redirects()
                    .follow(false)
                    .formParams(authorization(Map.of("scope", scope)))
                    .post(app.realm().endpoint("auth")));
        }
        for (String scope : List.of("patient/Patient.r\u2028patient/Task.r patient/Goal.r", "patient/Goal.r\u00a0")) {
            // REST Assured would send these as Latin-1, which has no U+2028.
            invalidScope(app.caller()
                    .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                    .formParams(
                            Map.of("grant_type", "password", "username", "alice", "password", "alice", "scope", scope))
                    .post(app.realm().endpoint("token")));
        }
    }

    /** By a page, where nothing is left to name in a redirect, or by a redirect. */
    private static void assertRefused(Response response) {
        if (response.statusCode() != 400) {
            assertThat(response.header("Location")).as(response.asString()).contains("error=invalid_scope");
        }
    }

    private RequestSpecification twice(Map<String, String> form) {
        return app.caller()
                .redirects()
                .follow(false)
                .formParams(form)
                .formParam("scope", "patient/Patient.r", "patient/Task.r");
    }

    private Map<String, String> authorization(Map<String, String> more) {
        Map<String, String> request = new LinkedHashMap<>(
                Map.of("response_type", "code", "client_id", app.clientId(), "redirect_uri", CALLBACK, "state", "s1"));
        request.putAll(more);
        return request;
    }

    private String requestObject(String scope) {
        return base64("{\"alg\":\"none\"}")
                + "."
                + base64(("{\"client_id\":\"%s\",\"response_type\":\"code\",\"redirect_uri\":\"%s\",\"state\":\"s1\","
                                + "\"scope\":\"%s\"}")
                        .formatted(app.clientId(), CALLBACK, scope))
                + ".";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
