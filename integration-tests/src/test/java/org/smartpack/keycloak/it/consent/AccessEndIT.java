/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.consent;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;

import org.smartpack.keycloak.testkit.ClockedServer;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.MovesTime;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;

import static org.assertj.core.api.Assertions.assertThat;

/** The time that a user chose ends the access. How it is chosen is in {@link AccessPeriodIT}. */
class AccessEndIT {

    private static final String OVER = "The time that the user chose for this access is over";

    private static PeriodRealm offering(ClockedServer clocked, String periods, Map<String, Object> settings) {
        PeriodRealm realm = PeriodRealm.create(clocked.admin(), settings);
        realm.offer(periods);
        return realm;
    }

    private static void assertOver(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("error")).isEqualTo("invalid_grant");
        assertThat(answer.<String>path("error_description")).isEqualTo(OVER);
    }

    private static Response assertGood(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer;
    }

    /** Inactive at Keycloak's own endpoint and at the pack's. */
    private static void assertInactive(PeriodRealm realm, App app, Response tokens) {
        assertThat(realm.realm().isActive(tokens.path("access_token"))).isFalse();
        assertThat(Caller.basic("fhir-server")
                        .formParam("token", tokens.<String>path("access_token"))
                        .post(realm.realm().url + "/smart/introspect")
                        .asString())
                .isEqualTo("{\"active\":false}");
        assertThat(PeriodRealm.ofRefreshToken(app, tokens).getBoolean("active")).isFalse();
    }

    @MovesTime
    @DisplayName("PERIOD-4: online access ends when the user wants it to; no token outlives it, and the event says why")
    void online(ClockedServer clocked) {
        PeriodRealm realm = offering(clocked, "1h, 2h", Map.of("enabledEventTypes", List.of("REFRESH_TOKEN_ERROR")));
        App app = realm.app(Map.of());
        Response tokens = realm.grant(realm.realm().browser(), app, PeriodRealm.ONLINE, "1h");
        Long end = PeriodRealm.end(tokens.path("refresh_token"));
        // The session's idle time is half an hour.
        for (int i = 0; i < 2; i++) {
            clocked.clock().pass(Duration.ofMinutes(29));
            tokens = assertGood(app.refresh(tokens));
        }
        assertThat(Jwt.claims(tokens.path("access_token")).getLong("exp")).isEqualTo(end);
        assertThat(tokens.<Integer>path("expires_in")).isBetween(60, 120);
        assertThat(tokens.<Integer>path("refresh_expires_in")).isBetween(60, 120);
        assertThat(realm.realm().isActive(tokens.path("access_token"))).isTrue();

        clocked.clock().pass(Duration.ofMinutes(2).plusSeconds(1));

        assertOver(app.refresh(tokens));
        assertThat(realm.realm().newestEvent("REFRESH_TOKEN_ERROR"))
                .containsEntry("error", "invalid_token")
                .extractingByKey("details")
                .asString()
                .contains(OVER);
        assertInactive(realm, app, tokens);
    }

    @MovesTime
    @DisplayName(
            "PERIOD-4, PERIOD-5: offline access ends too, though the realm doesn't limit it; so do narrower refreshes")
    void offline(ClockedServer clocked) {
        PeriodRealm realm = offering(clocked, "1d, 90d", Map.of());
        App app = realm.app(Map.of());
        Response tokens = realm.grant(realm.realm().browser(), app, PeriodRealm.OFFLINE, "1d");
        Long end = PeriodRealm.end(tokens.path("refresh_token"));
        clocked.clock().pass(Duration.ofHours(23));
        Response narrow = assertGood(app.refresh(tokens, "patient/Observation.rs"));
        Response whole = assertGood(app.refresh(narrow, "patient/*.rs offline_access"));
        Response same = assertGood(app.refresh(whole));
        for (Response each : List.of(narrow, whole, same)) {
            assertThat(PeriodRealm.end(each.path("access_token"))).isEqualTo(end);
            assertThat(PeriodRealm.end(each.path("refresh_token"))).isEqualTo(end);
            assertThat(Jwt.claims(each.path("refresh_token")).getLong("exp")).isEqualTo(end);
        }
        // What the administrator changes meanwhile concerns other grants.
        realm.offer("");

        clocked.clock().pass(Duration.ofHours(1).plusSeconds(1));

        assertOver(app.refresh(same));
        assertOver(app.refresh(same, "patient/Observation.rs"));
        assertInactive(realm, app, same);
    }

    @MovesTime
    @DisplayName("PERIOD-5, attack 20: two tabs and a later login of one app in one session, each with its own end")
    void tabs(ClockedServer clocked) {
        PeriodRealm realm = offering(clocked, "1h, 1d", Map.of());
        App app = realm.app(Map.of());
        LoginPages browser = realm.realm().browser();
        Pkce firstPkce = Pkce.create();
        Pkce secondPkce = Pkce.create();
        Response firstPage = realm.open(browser, app, app.request(PeriodRealm.OFFLINE, firstPkce));
        Response secondPage = realm.open(browser, app, app.request(PeriodRealm.OFFLINE, secondPkce));
        Map<String, String> firstCode = browser.callback(realm.agree(browser, firstPage, Map.of("period", "1h")));
        // A login that ends makes Keycloak show the pages of the other tabs anew; nothing was chosen there.
        Response anew = realm.agree(browser, secondPage, Map.of("period", "1d"));
        assertThat(PeriodRealm.offered(anew)).containsExactly("1h", "1d");
        Map<String, String> secondCode = browser.callback(realm.agree(browser, anew, Map.of("period", "1d")));
        Response second = app.tokens(secondCode, secondPkce);
        Response first = app.tokens(firstCode, firstPkce);
        Response third = realm.grant(browser, app, PeriodRealm.OFFLINE, "1h");
        Response fourth = realm.grant(browser, app, PeriodRealm.ONLINE, "1h");

        clocked.clock().pass(Duration.ofMinutes(61));

        for (Response over : List.of(first, third, fourth)) {
            assertOver(app.refresh(over));
        }
        Response again = assertGood(app.refresh(second));
        assertThat(PeriodRealm.end(again.path("refresh_token")))
                .isEqualTo(PeriodRealm.end(second.path("refresh_token")));
        // A new choice is a new grant.
        Response new1d = realm.grant(browser, app, PeriodRealm.OFFLINE, "1d");
        assertGood(app.refresh(new1d));
        assertOver(app.refresh(first));
    }

    @MovesTime
    @DisplayName("PERIOD-5, attack 15: what is exchanged for a token ends with it, SMART scopes or not")
    void exchange(ClockedServer clocked) {
        PeriodRealm realm = offering(clocked, "1h, 1d", Map.of());
        App app = realm.app(Map.of(
                "attributes",
                Map.of(
                        "standard.token.exchange.enabled", "true",
                        "standard.token.exchange.enableRefreshRequestedTokenType", "SAME_SESSION")));
        Response tokens = realm.grant(realm.realm().browser(), app, PeriodRealm.ONLINE, "1h");
        Long end = PeriodRealm.end(tokens.path("access_token"));
        clocked.clock().pass(Duration.ofMinutes(29));
        tokens = assertGood(app.refresh(tokens));
        clocked.clock().pass(Duration.ofMinutes(29));
        tokens = assertGood(app.refresh(tokens));
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token", tokens.path("access_token"),
                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"));
        for (String scope : List.of("patient/*.rs", "openid")) {
            form.put("scope", scope);
            Response exchanged = assertGood(app.token(form));
            assertThat(PeriodRealm.end(exchanged.path("access_token")))
                    .as(scope)
                    .isEqualTo(end);
            assertThat(Jwt.claims(exchanged.path("access_token")).getLong("exp"))
                    .as(scope)
                    .isEqualTo(end);
            Map<String, String> next = new LinkedHashMap<>(form);
            next.put("subject_token", exchanged.path("access_token"));
            Response again = app.token(next);
            if (again.statusCode() == 200) {
                assertThat(PeriodRealm.end(again.path("access_token"))).isEqualTo(end);
            }
        }
        form.put("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token");
        Response lasting = assertGood(app.token(form));
        assertThat(Jwt.claims(lasting.path("refresh_token")).getLong("exp")).isEqualTo(end);
        lasting = assertGood(app.refresh(lasting));
        assertThat(PeriodRealm.end(lasting.path("refresh_token"))).isEqualTo(end);

        clocked.clock().pass(Duration.ofMinutes(3));

        assertOver(app.refresh(lasting));
        form.remove("requested_token_type");
        assertThat(app.token(form).statusCode()).isEqualTo(400);
    }

    @MovesTime
    @DisplayName("PERIOD-2: who is signed in already isn't offered more than what is left of the session")
    void runningSession(ClockedServer clocked) {
        PeriodRealm realm = offering(clocked, "1h, 9h, 10h", Map.of("ssoSessionIdleTimeout", 36_000));
        App app = realm.app(Map.of());
        LoginPages browser = realm.realm().browser();
        realm.grant(browser, app, PeriodRealm.ONLINE, "10h");
        Pkce pkce = Pkce.create();
        clocked.clock().pass(Duration.ofMinutes(30));
        Response page = realm.open(browser, app, app.request(PeriodRealm.ONLINE, pkce));
        assertThat(PeriodRealm.offered(page)).containsExactly("1h", "9h");
        clocked.clock().pass(Duration.ofHours(1));
        // The time of the page has passed as well; Keycloak begins the login anew.
        page = realm.open(browser, app, app.request(PeriodRealm.ONLINE, pkce));
        assertThat(PeriodRealm.offered(page)).containsExactly("1h");
        // A session that the user authenticates anew goes on from where it began.
        Map<String, String> anew = app.request(PeriodRealm.ONLINE, Pkce.create());
        anew.put("prompt", "login");
        page = realm.open(browser, app, anew);
        assertThat(PeriodRealm.offered(page)).containsExactly("1h");
        assertThat(browser.callback(realm.agree(browser, page, Map.of("period", "1h"))))
                .containsKey("code");
    }

    @MovesTime
    @DisplayName("PERIOD-4: a code that is redeemed after the end gives nothing")
    void lateCode(ClockedServer clocked) {
        PeriodRealm realm = offering(clocked, "1m, 1h", Map.of("accessCodeLifespan", 600));
        App app = realm.app(Map.of());
        LoginPages browser = realm.realm().browser();
        Pkce pkce = Pkce.create();
        Response page = realm.open(browser, app, app.request(PeriodRealm.OFFLINE, pkce));
        Map<String, String> callback = browser.callback(realm.agree(browser, page, Map.of("period", "1m")));

        clocked.clock().pass(Duration.ofSeconds(61));

        assertOver(app.redeem(callback.get("code"), pkce.verifier()));
    }
}
