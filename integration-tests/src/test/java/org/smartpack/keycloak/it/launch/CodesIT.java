/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CodesIT {

    private static final String SCOPE = "openid fhirUser online_access user/*.rs";

    private SmartRealm realm;
    private App app;
    private App web;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        app = realm.app("growth-chart");
        web = realm.app("web-app");
    }

    private static void assertInvalidGrant(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("invalid_grant");
    }

    private String code(LoginPages browser, App of, Pkce pkce, String scope) {
        return browser.visit(of.authorize(of.request(scope, pkce)), "drbob").get("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"online_access", "offline_access"})
    @DisplayName(
            "SMART-AUTHZ-6, SMART-TOKEN-4, attack 4: a replayed code is refused and ends all that it gave, offline too")
    void replay(String access) {
        Pkce pkce = Pkce.create();
        String code = code(realm.browser(), app, pkce, "openid fhirUser user/*.rs " + access);
        Response tokens = app.redeem(code, pkce.verifier());
        assertThat(tokens.statusCode()).isEqualTo(200);
        Response refreshed = app.refresh(tokens);
        assertThat(realm.isActive(refreshed.path("access_token"))).isTrue();

        assertInvalidGrant(app.redeem(code, pkce.verifier()));

        assertThat(realm.isActive(tokens.path("access_token"))).isFalse();
        assertThat(realm.isActive(refreshed.path("access_token"))).isFalse();
        assertInvalidGrant(app.refresh(refreshed));
    }

    @Test
    @DisplayName(
            "SMART-TOKEN-4, attack 4: a code that another client brings is refused, and nothing happens to its owner")
    void otherClient() {
        Pkce pkce = Pkce.create();
        LoginPages browser = realm.browser();
        String code = code(browser, app, pkce, SCOPE);
        assertInvalidGrant(web.redeem(code, pkce.verifier()));
        Response tokens = app.redeem(code, pkce.verifier());
        assertThat(tokens.statusCode()).isEqualTo(200);

        assertInvalidGrant(web.redeem(code, pkce.verifier()));
        assertThat(app.refresh(tokens).statusCode())
                .as("a stranger's replay ends nothing")
                .isEqualTo(200);
    }

    /** What somebody sends who has seen the code alone, in a browser's history or a log for instance. */
    private static Map<String, String> seenCode(String code, Map<String, String> others) {
        Map<String, String> form = new LinkedHashMap<>(
                Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", Realm.CALLBACK));
        form.putAll(others);
        return form;
    }

    @ParameterizedTest
    @ValueSource(strings = {"online_access", "offline_access"})
    @DisplayName("attack 47: a used code without the proof that it was one's own ends nothing")
    void replayWithoutProof(String access) {
        Pkce pkce = Pkce.create();
        String code = code(realm.browser(), app, pkce, "openid fhirUser user/*.rs " + access);
        Response tokens = app.redeem(code, pkce.verifier());
        assertThat(tokens.statusCode()).isEqualTo(200);

        assertInvalidGrant(app.redeem(code, Pkce.create().verifier()));
        assertInvalidGrant(app.token(seenCode(code, Map.of())));
        assertInvalidGrant(app.token(seenCode(code, Map.of("code_verifier", ""))));
        assertInvalidGrant(app.token(seenCode(code, Map.of("code_verifier", pkce.challenge()))));
        assertInvalidGrant(app.token(seenCode(
                code,
                Map.of("code_verifier", pkce.verifier(), "redirect_uri", "http://127.0.0.1:8091/app/index.html"))));
        assertInvalidGrant(web.redeem(code, pkce.verifier()));

        Response refreshed = app.refresh(tokens);
        assertThat(refreshed.statusCode()).as(refreshed.asString()).isEqualTo(200);
        assertInvalidGrant(app.redeem(code, pkce.verifier()));
        assertInvalidGrant(app.refresh(refreshed));
    }

    @Test
    @DisplayName("attack 47: a code of a client without PKCE, too, ends what it gave only with its redirect URI")
    void replayOfOtherClient() {
        App plain = realm.newApp(Map.of());
        Map<String, String> request = plain.request("openid offline_access", Pkce.create());
        request.keySet().removeAll(List.of("aud", "code_challenge", "code_challenge_method"));
        String code = realm.browser().visit(plain.authorize(request), "drbob").get("code");
        Response tokens = plain.token(seenCode(code, Map.of()));
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);

        assertInvalidGrant(plain.token(seenCode(code, Map.of("redirect_uri", "http://127.0.0.1:9999/other"))));
        Response refreshed = plain.refresh(tokens);
        assertThat(refreshed.statusCode()).as(refreshed.asString()).isEqualTo(200);
        assertInvalidGrant(plain.token(seenCode(code, Map.of())));
        assertInvalidGrant(plain.refresh(refreshed));
    }

    @Test
    @DisplayName("attack 4: made-up codes end nobody's session")
    void madeUp() {
        LoginPages browser = realm.browser();
        Pkce pkce = Pkce.create();
        String code = code(browser, app, pkce, SCOPE);
        Response tokens = app.redeem(code, pkce.verifier());
        String[] parts = code.split("\\.");
        Pkce webPkce = Pkce.create();
        String webCode = code(browser, web, webPkce, SCOPE);
        Response webTokens = web.redeem(webCode, webPkce.verifier());

        String random = "0".repeat(parts[0].length());
        for (App caller : List.of(app, web)) {
            for (String made : List.of(
                    random + "." + parts[1] + "." + parts[2],
                    random + "." + parts[1] + "." + webCode.split("\\.")[2],
                    random + "." + random + "." + parts[2],
                    "x." + parts[1] + "." + parts[2],
                    "." + parts[1] + "." + parts[2],
                    parts[0],
                    "..",
                    "",
                    "a.b.c.d")) {
                assertThat(caller.redeem(made, pkce.verifier()).statusCode()).isEqualTo(400);
            }
        }
        assertThat(app.refresh(tokens).statusCode()).isEqualTo(200);
        assertThat(web.refresh(webTokens).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("attack 4: a real code with another session's or client's id in it does neither of them any harm")
    void mixed() {
        Pkce first = Pkce.create();
        Pkce second = Pkce.create();
        String mine = code(realm.browser(), app, first, SCOPE);
        String theirs = code(realm.browser(), app, second, SCOPE);
        assertInvalidGrant(app.redeem(
                mine.split("\\.")[0] + "." + theirs.split("\\.")[1] + "." + theirs.split("\\.")[2], first.verifier()));
        assertThat(app.redeem(theirs, second.verifier()).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("attack 4: of simultaneous redemptions of one code at most one wins, and then nothing is left")
    void race() throws Exception {
        Pkce pkce = Pkce.create();
        String code = code(realm.browser(), app, pkce, SCOPE);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Response> redeem = () -> app.redeem(code, pkce.verifier());
            List<Future<Response>> answers = threads.invokeAll(Collections.nCopies(8, redeem));
            int won = 0;
            for (Future<Response> answer : answers) {
                Response response = answer.get();
                if (response.statusCode() == 200) {
                    won++;
                    assertThat(realm.isActive(response.path("access_token"))).isFalse();
                    assertInvalidGrant(app.refresh(response));
                } else {
                    assertInvalidGrant(response);
                }
            }
            assertThat(won).isLessThanOrEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("SMART-SCOPE-47: of two codes under one challenge only one is redeemed, whatever their scope is")
    void sharedChallenge() {
        LoginPages browser = realm.browser();
        Pkce pkce = Pkce.create();
        Map<String, String> first = browser.visit(app.authorize(app.request("openid fhirUser", pkce)), "drbob");
        Map<String, String> second = browser.visit(app.authorize(app.request("openid fhirUser", pkce)), "drbob");
        Response tokens = app.redeem(first.get("code"), pkce.verifier());
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        assertThat(tokens.<String>path("refresh_token")).isNull();
        Response refused = app.redeem(second.get("code"), pkce.verifier());
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("invalid_grant");
    }

    @Test
    @DisplayName("SMART-SCOPE-47: no refresh token without online_access or offline_access")
    void noRefreshToken() {
        Response tokens = app.login(realm.browser(), "drbob", "openid fhirUser user/*.rs");
        assertThat(tokens.<String>path("refresh_token")).isNull();
        assertThat(realm.isActive(tokens.path("access_token"))).isTrue();
    }

    @Test
    @DisplayName("SMART-REFRESH-5: online access ends with the session, offline access doesn't")
    void onlineAndOffline() {
        Response online = app.login(realm.browser(), "drbob", SCOPE);
        Response offline = app.launch(
                realm.browser(), "drbob", "launch openid offline_access patient/*.rs", Map.of("patient", "pat-2"));
        Response both = app.login(realm.browser(), "drbob", "openid fhirUser online_access offline_access user/*.rs");
        for (Response tokens : List.of(online, offline, both)) {
            String session = Jwt.claims(tokens.path("access_token")).getString("sid");
            // An offline grant that began the session has ended it already.
            realm.admin.request().delete(realm.adminUrl("/sessions/" + session));
        }

        assertInvalidGrant(app.refresh(online));
        Response afterwards = app.refresh(offline);
        assertThat(app.patient(afterwards)).isEqualTo("pat-2");
        assertThat(app.refresh(both).statusCode())
                .as("offline, as both were granted")
                .isEqualTo(200);
    }

    @Test
    @DisplayName("SMART-REFRESH-2: another client's refresh token is invalid_grant")
    void otherClientsRefreshToken() {
        Response tokens = app.login(realm.browser(), "drbob", SCOPE);
        assertInvalidGrant(web.refresh(tokens));
        assertThat(app.refresh(tokens).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("attack 25, SMART-REFRESH-6: a refresh token is used once; its reuse ends the family")
    void rotation() throws Exception {
        Response tokens = app.launch(realm.browser(), "drbob", Map.of("patient", "pat-1"));
        Response next = app.refresh(tokens);
        assertThat(app.patient(next)).isEqualTo("pat-1");
        assertInvalidGrant(app.refresh(tokens));
        assertInvalidGrant(app.refresh(next));

        Response again = app.launch(realm.browser(), "drbob", Map.of("patient", "pat-1"));
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            Callable<Integer> refresh = () -> app.refresh(again).statusCode();
            int won = 0;
            for (Future<Integer> status : threads.invokeAll(Collections.nCopies(6, refresh))) {
                won += status.get() == 200 ? 1 : 0;
            }
            assertThat(won).isLessThanOrEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("SMART-CORS-2: a registered origin may read the token endpoint's answers, errors too; another may not")
    void cors() {
        Pkce pkce = Pkce.create();
        String code = code(realm.browser(), app, pkce, SCOPE);
        Map<String, String> form = Map.of(
                "client_id",
                "growth-chart",
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                Realm.CALLBACK,
                "code_verifier",
                pkce.verifier());
        String origin = "http://127.0.0.1:9999";
        Response stranger = given().header("Origin", "https://evil.example.org")
                .formParams(Map.of("client_id", "growth-chart", "grant_type", "authorization_code", "code", "x"))
                .post(realm.endpoint("token"));
        assertThat(stranger.header("Access-Control-Allow-Origin")).isNull();
        Response tokens = given().header("Origin", origin).formParams(form).post(realm.endpoint("token"));
        assertThat(tokens.statusCode()).isEqualTo(200);
        Response replay = given().header("Origin", origin).formParams(form).post(realm.endpoint("token"));
        assertInvalidGrant(replay);
        for (Response answer : List.of(tokens, replay)) {
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("Pragma")).isEqualTo("no-cache");
        }
    }
}
