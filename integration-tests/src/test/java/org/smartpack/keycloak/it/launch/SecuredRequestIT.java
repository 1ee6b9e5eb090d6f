/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.AuthenticationChannel;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Pushed requests, signed answers (JARM) and CIBA beside the launch rules. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredRequestIT {

    private HybridRealm realm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = new HybridRealm(admin);
        // With that parameter, Keycloak would write the claim iss of a signed answer twice.
        app = realm.hybridApp(Map.of("exclude.issuer.from.auth.response", "true", "oidc.ciba.grant.enabled", "true"));
    }

    private Response answer(Map<String, String> request) {
        LoginPages browser = realm.browser();
        Response page = browser.open(app.authorize(request));
        return page.statusCode() == 200 ? browser.submitLogin(page, "drbob") : page;
    }

    private Map<String, String> signed(Response answer, char separator) {
        String location = answer.header("Location");
        assertThat(location).startsWith(HybridRealm.CALLBACK + separator + "response=");
        Map<String, Object> claims = realm.verified(location.substring(location.indexOf('=') + 1));
        assertThat(claims).containsEntry("iss", realm.url).containsEntry("aud", List.of(app.clientId()));
        Map<String, String> parameters = new LinkedHashMap<>();
        claims.forEach((name, value) -> parameters.put(name, value.toString()));
        return parameters;
    }

    @ParameterizedTest
    @CsvSource({"code, jwt, ?", "code, query.jwt, ?", "code id_token, jwt, #", "code id_token, fragment.jwt, #"})
    @DisplayName("NZ-23: JARM signs the whole answer to a launch, an error as well")
    void signedAnswer(String type, String mode, char separator) {
        Pkce pkce = Pkce.create();
        Map<String, String> request = realm.launchRequest(app, pkce, "pat-5");
        request.put("response_type", type);
        request.put("response_mode", mode);
        Map<String, String> callback = signed(answer(request), separator);
        assertThat(callback.containsKey("id_token")).isEqualTo(type.contains("id_token"));
        if (callback.containsKey("id_token")) {
            realm.checkSignature(app, callback);
        }
        assertThat(app.patient(app.tokens(callback, pkce))).isEqualTo("pat-5");

        request.put("code_challenge", Pkce.create().challenge());
        assertThat(signed(answer(request), separator))
                .as("the launch has been used")
                .containsEntry("error", "invalid_request")
                .doesNotContainKeys("code", "id_token");
    }

    @Test
    @DisplayName("NZ-23: a refusal at the end of the login is a signed answer as well")
    void signedRefusal() {
        Map<String, String> request = realm.request(app, App.SCOPE, Pkce.create());
        request.put("launch", realm.register(Map.of("patient", "pat-1", "user", "Practitioner/somebody-else")));
        request.put("response_mode", "jwt");
        assertThat(signed(answer(request), '#'))
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");
    }

    @Test
    @DisplayName("NZ-23, NZ-99: a pushed request can use the hybrid flow, and only its own launch and audience count")
    void pushed() {
        Pkce pkce = Pkce.create();
        Response pushed = app.post("ext/par/request", realm.launchRequest(app, pkce, "pat-6"));
        assertThat(pushed.statusCode()).as(pushed.asString()).isEqualTo(201);
        Map<String, String> reference =
                new LinkedHashMap<>(Map.of("client_id", app.clientId(), "request_uri", pushed.path("request_uri")));
        Map<String, String> callback = realm.browser().visit(app.authorize(reference), "drbob");
        realm.checkSignature(app, callback);
        assertThat(app.patient(app.tokens(callback, pkce))).isEqualTo("pat-6");

        reference.put(
                "request_uri",
                app.post("ext/par/request", realm.launchRequest(app, Pkce.create(), "pat-6"))
                        .path("request_uri"));
        reference.put("launch", realm.register(Map.of("patient", "pat-1")));
        assertThat(realm.browser().visit(app.authorize(reference), "drbob"))
                .containsEntry("error", "invalid_request")
                .doesNotContainKeys("code", "id_token");
    }

    @Test
    @DisplayName("NZ-23: CIBA signs a user in without SMART scopes")
    void ciba(AuthenticationChannel channel) {
        Response tokens = ciba(channel, "openid");
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        assertThat(Jwt.claims(tokens.path("id_token")).getString("aud")).isEqualTo(app.clientId());
        assertThat(tokens.jsonPath().getMap("")).doesNotContainKeys("patient", "smart_context");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid user/*.rs", "openid patient/*.rs"})
    @DisplayName("NZ-23: CIBA gives no token for SMART scopes: it has no launch, so there is no patient")
    void cibaWithSmartScopes(String scope, AuthenticationChannel channel) {
        Response refused = ciba(channel, scope);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.jsonPath().getMap("")).containsOnlyKeys("error", "error_description");
    }

    private Response ciba(AuthenticationChannel channel, String scope) {
        int before = channel.questions(realm.name).size();
        Response started = app.post("ext/ciba/auth", Map.of("scope", scope, "login_hint", "alice"));
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
        given().auth()
                .oauth2(channel.questions(realm.name).get(before).token())
                .contentType(ContentType.JSON)
                .body(Map.of("status", "SUCCEED"))
                .post(realm.endpoint("ext/ciba/auth/callback"))
                .then()
                .statusCode(200);
        return app.token(
                Map.of("grant_type", "urn:openid:params:grant-type:ciba", "auth_req_id", started.path("auth_req_id")));
    }
}
