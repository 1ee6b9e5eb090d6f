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
import java.util.function.Function;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.ClientKey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.testkit.client.Query.encode;
import static org.smartpack.keycloak.testkit.realm.Realm.CALLBACK;

/** Scopes are separated by a space and nothing else, in whatever way they come. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopeCharacterIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ClientKey KEY = ClientKey.rsa();
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private ScopeClient app;
    private Map<String, Function<String, Response>> ways;

    @BeforeAll
    void realm(Admin admin) {
        app = ScopeClient.create(admin)
                .newClient(Map.of(
                        "attributes",
                        Map.of(
                                "standard.token.exchange.enabled",
                                "true",
                                "oauth2.device.authorization.grant.enabled",
                                "true",
                                "oidc.ciba.grant.enabled",
                                "true",
                                "use.jwks.string",
                                "true",
                                "jwks.string",
                                KEY.jwks(),
                                "ciba.backchannel.auth.request.signing.alg",
                                "RS256")));
        app.allow("patient/*.rs", true);
        app.allow("system/*.rs", true);
        Response grant = app.password("alice", "openid patient/*.rs");
        String access = grant.path("access_token");
        String refresh = grant.path("refresh_token");
        ways = new LinkedHashMap<>();
        ways.put("query", scope -> get(authorization("scope", scope)));
        ways.put("form", scope -> post("auth", authorization("scope", scope)));
        ways.put("pushed", scope -> post("ext/par/request", authorization("scope", scope)));
        ways.put("object by GET", scope -> get(authorization("request", object(scope))));
        ways.put("object by POST", scope -> post("auth", authorization("request", object(scope))));
        ways.put("object pushed", scope -> post("ext/par/request", authorization("request", object(scope))));
        ways.put("device", scope -> post("auth/device", Map.of("scope", scope)));
        ways.put("device, where users go", scope -> postTo(app.realm().url + "/device", Map.of("scope", scope)));
        ways.put("CIBA", scope -> post("ext/ciba/auth", Map.of("scope", scope, "login_hint", "alice")));
        ways.put("CIBA object", scope -> post("ext/ciba/auth", Map.of("request", backchannel(scope))));
        ways.put(
                "password",
                scope -> post(
                        "token",
                        Map.of("grant_type", "password", "username", "alice", "password", "alice", "scope", scope)));
        ways.put(
                "client_credentials",
                scope -> post(
                        "token",
                        Map.of("grant_type", "client_credentials", "scope", scope.replace("patient/", "system/"))));
        ways.put(
                "refresh",
                scope ->
                        post("token", Map.of("grant_type", "refresh_token", "refresh_token", refresh, "scope", scope)));
        ways.put(
                "exchange",
                scope -> post(
                        "token",
                        Map.of(
                                "grant_type",
                                EXCHANGE,
                                "subject_token",
                                access,
                                "subject_token_type",
                                ACCESS_TOKEN,
                                "scope",
                                scope)));
    }

    private static String form(Map<String, String> parameters) {
        StringBuilder form = new StringBuilder();
        parameters.forEach((name, value) ->
                form.append(form.isEmpty() ? "" : "&").append(name).append('=').append(encode(value)));
        return form.toString();
    }

    private Response get(Map<String, String> parameters) {
        return given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .get(app.realm().endpoint("auth") + "?" + form(parameters));
    }

    private Response post(String path, Map<String, String> parameters) {
        return postTo(app.realm().endpoint(path), parameters);
    }

    private Response postTo(String url, Map<String, String> parameters) {
        return app.caller()
                .redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded")
                .body(form(parameters))
                .post(url);
    }

    private Map<String, String> authorization(String name, String value) {
        Map<String, String> request = new LinkedHashMap<>(
                Map.of("response_type", "code", "client_id", app.clientId(), "redirect_uri", CALLBACK, "state", "s1"));
        request.put(name, value);
        return request;
    }

    private String object(Object scope) {
        Map<String, Object> claims = new LinkedHashMap<>(authorization("iss", app.clientId()));
        claims.put("scope", scope);
        try {
            return base64("{\"alg\":\"none\"}") + "." + base64(JSON.writeValueAsString(claims)) + ".";
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String backchannel(String scope) {
        long now = AssertionBuilder.now();
        return new AssertionBuilder(KEY, "RS256", app.clientId(), app.realm().url)
                .claim("iat", now)
                .claim("nbf", now)
                .claim("scope", scope)
                .claim("login_hint", "alice")
                .sign();
    }

    private static void assertRefused(String what, Response response) {
        String location = response.header("Location");
        if (location != null) {
            assertThat(location).as(what).startsWith(CALLBACK).contains("error=invalid_scope");
            return;
        }
        assertThat(response.statusCode()).as(what + response.asString()).isEqualTo(400);
        if (response.asString().contains("Blocking invalid query parameter value")) {
            // Keycloak's own filter, before anything is read.
            return;
        }
        if (response.contentType().contains("json")) {
            assertThat(response.<String>path("error"))
                    .as(what)
                    .isIn(
                            what.contains("pushed")
                                    ? List.of("invalid_scope", "invalid_request", "invalid_request_object")
                                    : List.of("invalid_scope"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\t",
                "\r",
                "\n",
                "\r\n",
                "\u0000",
                "\u000b",
                "\u001b[0m",
                "\u007f",
                "\u0085",
                "\u00a0",
                "\u2028",
                "\u3000",
                "\u00e9",
                "%0A",
                "%0d",
                "%09",
                "%00",
                "%7F",
                "%1B[0m",
                "[0m",
                "\"",
                "\\"
            })
    @DisplayName("LEN-2, attack 17: any other character refuses the request, in every way it can come")
    void refused(String character) {
        for (String scope : List.of(
                "patient/Observation.rs?category=laboratory" + character + "patient/Condition.rs",
                "openid" + character + "patient/Patient.rs",
                "openid" + character)) {
            ways.forEach((way, ask) -> assertRefused(way + " of " + encode(scope), ask.apply(scope)));
        }
    }

    @Test
    @DisplayName("LEN-2: a scope that isn't one text in a request object is refused")
    void noText() {
        for (Object scope : List.of(
                List.of("patient/Patient.rs", "patient/Task.rs"), Map.of("patient/Patient.rs", "patient/Task.rs"))) {
            assertRefused("object by GET", get(authorization("request", object(scope))));
            assertRefused("object by POST", post("auth", authorization("request", object(scope))));
            assertRefused("object pushed", post("ext/par/request", authorization("request", object(scope))));
        }
    }

    @Test
    @DisplayName("LEN-2: the same scopes, with spaces between and around them, are good in every way")
    void good() {
        String scope = " openid  patient/Observation.rs?category=laboratory patient/Patient.rs ";
        ways.forEach((way, ask) -> {
            String wanted = way.equals("client_credentials") ? scope.replace("openid", "") : scope;
            Response response = ask.apply(wanted);
            assertThat(response.statusCode()).as(way + response.asString()).isIn(200, 201, 302);
            assertThat(String.valueOf(response.header("Location"))).as(way).doesNotContain("error=");
        });
        assertThat(app.granted(ways.get("refresh").apply(scope)))
                .containsExactly("patient/Observation.rs?category=laboratory", "patient/Patient.rs");
    }

    @Test
    @DisplayName("LEN-2: what is percent-encoded in a scope and no control character stays as it is, in one scope")
    void percentEncoded() {
        String scope = "patient/Observation.rs?category=a%C2%A0b%20c";
        for (String way : List.of("password", "refresh", "exchange")) {
            Response response = ways.get(way).apply(scope);
            if (response.statusCode() == 200) {
                assertThat(app.granted(response)).as(way).containsExactly(scope);
            } else {
                assertRefused(way, response);
            }
        }
    }
}
