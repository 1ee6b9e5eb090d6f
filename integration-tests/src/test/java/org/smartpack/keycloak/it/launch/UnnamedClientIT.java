/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Refresh requests with the parameters that SMART lists and no others: {@code client_id} isn't among them. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnnamedClientIT {

    private static final String ORIGIN = "http://127.0.0.1:9999";

    private SmartRealm realm;
    private App chart;
    private App web;
    private Response webTokens;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        chart = realm.app("growth-chart");
        web = realm.app("web-app");
        webTokens = web.login(realm.browser(), "drbob", "openid fhirUser online_access user/*.rs");
    }

    private Response launched(String access) {
        return chart.launch(
                realm.browser(), "drbob", "launch openid fhirUser patient/*.rs " + access, Map.of("patient", "pat-3"));
    }

    private Response refresh(String token) {
        return post(Map.of("refresh_token", token), Map.of());
    }

    private Response post(Map<String, String> form, Map<String, String> headers) {
        return given().headers(headers)
                .header("Origin", ORIGIN)
                .formParam("grant_type", "refresh_token")
                .formParams(form)
                .post(realm.endpoint("token"));
    }

    private static void assertNoClient(String what, Response response) {
        assertThat(response.statusCode()).as(what).isIn(400, 401);
        assertThat(response.<String>path("error")).as(what).isIn("invalid_client", "unauthorized_client");
        assertThat(response.<String>path("access_token")).as(what).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"online_access", "offline_access"})
    @DisplayName("SMART-REFRESH-1, 3, 4, SMART-CORS-2, attack 24: a public app is known by its refresh token")
    void publicApp(String access) {
        Response tokens = launched(access);
        for (int round = 0; round < 2; round++) {
            tokens = refresh(tokens.path("refresh_token"));
            assertThat(tokens.<String>path("token_type")).isEqualTo("Bearer");
            assertThat(tokens.<Integer>path("expires_in")).isPositive();
            assertThat(List.of(tokens.<String>path("scope").split(" "))).contains("launch", "patient/*.rs", access);
            assertThat(chart.patient(tokens)).isEqualTo("pat-3");
            assertThat(Jwt.claims(tokens.path("access_token")).getString("azp")).isEqualTo("growth-chart");
            assertThat(tokens.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        }
    }

    @Test
    @DisplayName("SMART-REFRESH-1 a narrower scope may be asked for, a wider one is refused")
    void scope() {
        Response tokens = launched("online_access");
        Response wider = post(
                Map.of("refresh_token", tokens.path("refresh_token"), "scope", "launch online_access user/*.cruds"),
                Map.of());
        assertThat(wider.statusCode()).isEqualTo(400);
        assertThat(wider.<String>path("error")).isEqualTo("invalid_scope");
        assertThat(wider.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        Response narrower = post(
                Map.of("refresh_token", tokens.path("refresh_token"), "scope", "launch online_access patient/*.r"),
                Map.of());
        assertThat(narrower.statusCode()).as(narrower.asString()).isEqualTo(200);
        assertThat(List.of(narrower.<String>path("scope").split(" ")))
                .containsExactlyInAnyOrder("launch", "online_access", "patient/*.r");
    }

    @Test
    @DisplayName("attack 25: a used refresh token is refused")
    void used() {
        Response tokens = launched("online_access");
        assertThat(refresh(tokens.path("refresh_token")).statusCode()).isEqualTo(200);
        Response again = refresh(tokens.path("refresh_token"));
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.<String>path("error")).isEqualTo("invalid_grant");
    }

    @Test
    @DisplayName("SMART-REFRESH-2 a confidential app has to authenticate, and its token stays good")
    void confidentialApp() {
        String token = webTokens.path("refresh_token");
        assertNoClient("no credential", refresh(token));
        assertNoClient(
                "LEN-1: what counts as left out is none",
                post(Map.of("refresh_token", token, "client_id", "", "client_secret", ""), Map.of()));
        Response named = post(Map.of("refresh_token", token, "client_id", "growth-chart"), Map.of());
        assertThat(named.statusCode()).isEqualTo(400);
        assertThat(named.<String>path("error")).isEqualTo("invalid_grant");
        webTokens = web.refresh(webTokens);
        assertThat(webTokens.statusCode()).as(webTokens.asString()).isEqualTo(200);
    }

    @Test
    @DisplayName("attack 10: a wrong credential isn't made good by a public app's refresh token")
    void wrongCredential() {
        String token = launched("online_access").path("refresh_token");
        Map<String, Map<String, String>> forms = new LinkedHashMap<>();
        forms.put("unknown client", Map.of("client_id", "nobody"));
        forms.put("another client", Map.of("client_id", "web-app"));
        forms.put("a secret alone", Map.of("client_secret", "web-app-secret"));
        forms.put("an assertion", Map.of("client_assertion", "a.b.c"));
        forms.forEach((what, form) -> {
            Map<String, String> all = new HashMap<>(form);
            all.put("refresh_token", token);
            assertNoClient(what, post(all, Map.of()));
        });
        for (String header : List.of("Basic d2ViLWFwcDp3cm9uZw==", "Basic x", "Bearer x", "Negotiate x")) {
            Response response = post(Map.of("refresh_token", token), Map.of("Authorization", header));
            assertThat(response.statusCode()).as(header).isIn(400, 401);
        }
        assertThat(refresh(token).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("SMART-REFRESH-2 what is no refresh token of this realm names no client")
    void otherTokens(Admin admin) {
        Response tokens = launched("online_access");
        String token = tokens.path("refresh_token");
        SmartRealm other = SmartRealm.create(admin);
        Response foreign = other.app("growth-chart").login(other.browser(), "drbob", "openid online_access user/*.rs");

        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("another realm's", foreign.path("refresh_token"));
        wrong.put("an access token", tokens.path("access_token"));
        wrong.put("an id token", tokens.path("id_token"));
        wrong.put("changed", token.substring(0, token.lastIndexOf('.')) + ".AAAA");
        wrong.put("unsigned", token.substring(0, token.lastIndexOf('.') + 1));
        wrong.put("garbage", "garbage");
        wrong.put("dots", "..");
        wrong.put("nothing", "");
        wrong.forEach((what, value) -> assertNoClient(what, refresh(value)));
        assertNoClient("no parameter", post(Map.of(), Map.of()));
        assertThat(refresh(token).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("attack 27: a disabled app gets nothing")
    void disabled(Admin admin) {
        SmartRealm own = SmartRealm.create(admin);
        Response tokens = own.app("growth-chart").login(own.browser(), "drbob", "openid online_access user/*.rs");
        String path = own.client("growth-chart").path();
        Map<String, Object> client = admin.get(path).jsonPath().getMap("");
        client.put("enabled", false);
        admin.put(path, client);

        Response response = given().formParam("grant_type", "refresh_token")
                .formParam("refresh_token", tokens.<String>path("refresh_token"))
                .post(own.endpoint("token"));
        assertThat(response.statusCode()).isIn(400, 401);
        assertThat(response.<String>path("access_token")).isNull();
    }

    @Test
    @DisplayName("a realm without a FHIR server is left alone")
    void otherRealms(Admin admin) {
        Realm other = Realm.create(admin);
        other.createClient("public", Map.of("publicClient", true, "directAccessGrantsEnabled", true));
        other.createUser("kim");
        String endpoint = other.tokenUrl();
        String token = Client.publicClient(other, "public")
                .password("kim")
                .then()
                .statusCode(200)
                .extract()
                .path("refresh_token");
        assertNoClient(
                "as Keycloak does",
                given().formParam("grant_type", "refresh_token")
                        .formParam("refresh_token", token)
                        .post(endpoint));
    }
}
