/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.consent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;

import static org.assertj.core.api.Assertions.assertThat;

/** How users choose how long an app has access. What comes of it is in {@link AccessEndIT}. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessPeriodIT {

    private static final String HOUR = "3600";

    private final Pkce pkce = Pkce.create();
    private PeriodRealm realm;
    private App app;

    @BeforeAll
    void start(Admin admin) {
        realm = PeriodRealm.create(admin, Map.of());
    }

    /** Nobody has agreed to anything of this app. */
    @BeforeEach
    void newApp() {
        app = realm.app(Map.of("name", "Growth & <b>Chart"));
    }

    @AfterEach
    void asBefore() {
        realm.offer("");
        realm.step().enable(true);
    }

    private Response open(LoginPages browser, String scope) {
        return realm.open(browser, app, app.request(scope, pkce));
    }

    private static String text(Response page) {
        return page.htmlPath()
                .getString("**.find { it.@class == 'smart-limits' }")
                .replaceAll("\\s+", " ")
                .strip();
    }

    @Test
    @DisplayName("PERIOD-1: without a setting the page says the realm's limits, and asks nothing")
    void realmsLimits() {
        LoginPages browser = realm.realm().browser();
        Response page = open(browser, PeriodRealm.ONLINE);
        assertThat(PeriodRealm.offered(page)).isEmpty();
        assertThat(text(page))
                .isEqualTo("Growth & <b>Chart has access while you are signed in, for at most 10 hours. "
                        + "Access ends earlier if the app doesn't use it for 30 minutes.");
        Response tokens = app.tokens(browser.callback(realm.agree(browser, page, Map.of("period", "1h"))), pkce);
        assertThat(PeriodRealm.end(tokens.path("access_token"))).isNull();
        assertThat(PeriodRealm.end(tokens.path("refresh_token"))).isNull();

        assertThat(text(open(realm.realm().browser(), PeriodRealm.OFFLINE)))
                .isEqualTo("Growth & <b>Chart has access until you withdraw it, even when you are signed out. "
                        + "Access ends earlier if the app doesn't use it for 30 days.");
        assertThat(open(realm.realm().browser(), "launch/patient openid patient/*.rs")
                        .asString())
                .doesNotContain("smart-limits", "smart-period");
    }

    @Test
    @DisplayName("PERIOD-1, PERIOD-2: the shortest comes first and is proposed; what is said is in the user's language")
    void page() {
        realm.offer("90d, 1h,1y , 1d");
        Response page = open(realm.realm().browser(), PeriodRealm.OFFLINE);
        assertThat(PeriodRealm.offered(page)).containsExactly("1h", "1d", "90d", "1y");
        assertThat(page.htmlPath().getList("**.findAll { it.@type == 'radio' && it.@checked != '' }.@value"))
                .containsExactly("1h");
        assertThat(page.asString())
                .contains("How long may Growth &amp; &lt;b&gt;Chart have access?", ">90 days<", ">1 year<")
                .doesNotContain("<b>Chart");
        assertThat(text(page))
                .isEqualTo("The app has access even when you are signed out. "
                        + "Access ends earlier if the app doesn't use it for 30 days.");
    }

    @Test
    @DisplayName("PERIOD-2: what lies beyond the realm's and the client's limits isn't offered")
    void limits() {
        realm.offer("1h, 10h, 1d, 1y");
        assertThat(PeriodRealm.offered(open(realm.realm().browser(), PeriodRealm.ONLINE)))
                .containsExactly("1h", "10h");
        assertThat(PeriodRealm.offered(open(realm.realm().browser(), PeriodRealm.OFFLINE)))
                .containsExactly("1h", "10h", "1d", "1y");
        App brief = realm.app(Map.of(
                "attributes",
                Map.of("client.session.max.lifespan", HOUR, "client.offline.session.max.lifespan", "86400")));
        assertThat(PeriodRealm.offered(
                        realm.open(realm.realm().browser(), brief, brief.request(PeriodRealm.ONLINE, pkce))))
                .containsExactly("1h");
        assertThat(PeriodRealm.offered(
                        realm.open(realm.realm().browser(), brief, brief.request(PeriodRealm.OFFLINE, pkce))))
                .containsExactly("1h", "10h", "1d");
        // Where nothing fits, Keycloak's own limit is shorter than whatever could be chosen.
        realm.offer("1d");
        LoginPages browser = realm.realm().browser();
        Response page = open(browser, PeriodRealm.ONLINE);
        assertThat(PeriodRealm.offered(page)).isEmpty();
        assertThat(browser.callback(realm.agree(browser, page, Map.of()))).containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {PeriodRealm.OFFLINE, "openid fhirUser user/Observation.rs offline_access"})
    @DisplayName("PERIOD-4: token, refresh token and introspection say when the access ends, with a patient or without")
    void shown(String scope) {
        realm.offer("1h, 1d");
        Response tokens = realm.grant(realm.realm().browser(), app, scope, "1h");
        Long end = PeriodRealm.end(tokens.path("access_token"));
        assertThat(end - Jwt.claims(tokens.path("access_token")).getLong("iat")).isBetween(3590L, 3600L);
        assertThat(PeriodRealm.end(tokens.path("refresh_token"))).isEqualTo(end);
        assertThat(Jwt.claims(tokens.path("refresh_token")).getLong("exp")).isEqualTo(end);
        assertThat(tokens.<Integer>path("refresh_expires_in")).isBetween(3590, 3600);
        JsonPath access = realm.realm().introspect(tokens.path("access_token"));
        assertThat(access.getBoolean("active")).isTrue();
        assertThat(access.getLong("access_ends_at")).isEqualTo(end);
        JsonPath pack = Caller.basic("fhir-server")
                .formParam("token", tokens.<String>path("access_token"))
                .post(realm.realm().url + "/smart/introspect")
                .jsonPath();
        assertThat(pack.getLong("access_ends_at")).isEqualTo(end);
        JsonPath refresh = PeriodRealm.ofRefreshToken(app, tokens);
        assertThat(refresh.getBoolean("active")).isTrue();
        assertThat(refresh.getLong("access_ends_at")).isEqualTo(end);
    }

    @Test
    @DisplayName("PERIOD-3: a period that is missing, repeated, foreign or misspelled shows the page again")
    void wrongForms() {
        realm.offer("1h, 1d");
        LoginPages browser = realm.realm().browser();
        Response page = open(browser, PeriodRealm.ONLINE);
        for (Map<String, ?> form : List.<Map<String, ?>>of(
                Map.of(),
                Map.of("period", ""),
                Map.of("period", "1d"),
                Map.of("period", "1y"),
                Map.of("period", "60m"),
                Map.of("period", "3600"),
                Map.of("period", "1h "),
                Map.of("period", List.of("1h", "1h")),
                Map.of("period", List.of("1h", "1d")))) {
            page = realm.agree(browser, page, form);
            assertThat(browser.callback(page)).as(form.toString()).isEmpty();
            assertThat(PeriodRealm.offered(page)).as(form.toString()).containsExactly("1h");
            assertThat(page.asString()).contains("Choose how long the app may have access.");
        }
        assertThat(browser.callback(realm.agree(browser, page, Map.of("period", "1h"))))
                .containsKey("code");
    }

    @Test
    @DisplayName("PERIOD-3, attack 29: the form of another login, or without its code, chooses nothing")
    void foreignForm() {
        realm.offer("1h, 1d");
        LoginPages browser = realm.realm().browser();
        Response page = open(browser, PeriodRealm.OFFLINE);
        Map<String, ?> form = Map.of("period", "1d", "accept", "true", "scope", List.of("patient/*.rs"));
        String action = LoginPages.action(page);
        LoginPages stranger = realm.realm().browser();
        assertThat(stranger.callback(stranger.submitTo(action, form))).doesNotContainKey("code");
        assertThat(browser.callback(browser.submitTo(action.replaceAll("session_code=[^&]*&", ""), form)))
                .isEmpty();
    }

    @Test
    @DisplayName("PERIOD-6: each login asks anew, whatever was agreed to before; prompt=none is interaction_required")
    void askedAgain() {
        realm.offer("1h, 1d");
        LoginPages browser = realm.realm().browser();
        // A session whose first access is offline is over when the code is redeemed.
        realm.grant(browser, app, PeriodRealm.ONLINE, "1h");
        realm.grant(browser, app, PeriodRealm.OFFLINE, "1d");
        Map<String, String> silent = app.request(PeriodRealm.OFFLINE, pkce);
        silent.put("prompt", "none");
        assertThat(browser.callback(browser.open(app.authorize(silent))))
                .containsEntry("error", "interaction_required")
                .doesNotContainKey("code");
        Response second = realm.grant(browser, app, PeriodRealm.OFFLINE, "1h");
        assertThat(PeriodRealm.end(second.path("refresh_token"))
                        - Jwt.claims(second.path("refresh_token")).getLong("iat"))
                .isBetween(3590L, 3600L);
        // Without a refresh token there is nothing to ask.
        Map<String, String> brief = app.request("launch/patient openid fhirUser patient/*.rs", Pkce.create());
        brief.put("prompt", "none");
        assertThat(browser.callback(browser.open(app.authorize(brief)))).containsKey("code");
    }

    @Test
    @DisplayName("PERIOD-3: a login that comes to its end without the page gets no code")
    void withoutThePage() {
        // The administrator switches the step on while the user is at Keycloak's own page.
        realm.step().enable(false);
        realm.offer("1h, 1d");
        LoginPages browser = realm.realm().browser();
        Response consent = open(browser, PeriodRealm.OFFLINE);
        assertThat(consent.asString()).contains("name=\"accept\"");
        realm.step().enable(true);
        Map<String, String> end = browser.goOn(consent, PeriodRealm.USER);
        assertThat(end).doesNotContainKey("code").containsEntry("error", "access_denied");
        assertThat(end.get("error_description")).isEqualTo("The user has not chosen how long access lasts");
    }

    @Test
    @DisplayName("PERIOD-2: apps without consent, and realms that have the step off, have Keycloak's own limits")
    void notAsked() {
        realm.offer("1h, 1d");
        App trusted = realm.app(Map.of("consentRequired", false));
        Response tokens = trusted.login(realm.realm().browser(), PeriodRealm.USER, PeriodRealm.OFFLINE);
        assertThat(PeriodRealm.end(tokens.path("refresh_token"))).isNull();
        realm.step().enable(false);
        tokens = app.login(realm.realm().browser(), PeriodRealm.USER, PeriodRealm.OFFLINE);
        assertThat(PeriodRealm.end(tokens.path("refresh_token"))).isNull();
    }

    @Test
    @DisplayName("PERIOD-2: without offline_access there is nothing to end; the choice does no harm")
    void unticked() {
        realm.offer("1h, 1d");
        LoginPages browser = realm.realm().browser();
        Response page = open(browser, PeriodRealm.OFFLINE);
        Map<String, Object> form = new LinkedHashMap<>(Map.of("period", "1d", "accept", "true"));
        form.put("scope", List.of("patient/*.rs"));
        Response tokens = app.tokens(browser.callback(browser.send(page, form)), pkce);
        assertThat(tokens.<String>path("refresh_token")).isNull();
        assertThat(tokens.<String>path("scope")).contains("patient/*.rs").doesNotContain("offline_access");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 day", "1h,", "1h, for ever", "P1D", "0h"})
    @DisplayName("PERIOD-2: a wrong setting isn't saved")
    void wrongSetting(String periods) {
        realm.offer("1d");
        Response answer = realm.realm()
                .admin
                .request()
                .contentType("application/json")
                .body(Map.of("config", Map.of("access.periods", periods)))
                .put(realm.realm().adminUrl("/authentication/required-actions/smart-scopes/config"));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(PeriodRealm.offered(open(realm.realm().browser(), PeriodRealm.OFFLINE)))
                .containsExactly("1d");
    }

    @Test
    @DisplayName("PERIOD-2: of an imported setting what can be read is offered; if that is nothing, nothing lasts")
    void importedSetting() {
        realm.offerUnchecked("for ever, 1h, 2 days");
        assertThat(PeriodRealm.offered(open(realm.realm().browser(), PeriodRealm.OFFLINE)))
                .containsExactly("1h");
        realm.offerUnchecked("for ever");
        LoginPages browser = realm.realm().browser();
        Response page = open(browser, PeriodRealm.OFFLINE);
        assertThat(PeriodRealm.offered(page)).isEmpty();
        assertThat(browser.callback(realm.agree(browser, page, Map.of())))
                .containsEntry("error", "temporarily_unavailable")
                .containsEntry("error_description", "Lasting access can't be given at the moment")
                .doesNotContainKey("code");
        LoginPages other = realm.realm().browser();
        page = open(other, "launch/patient openid patient/*.rs");
        Map<String, String> callback = other.callback(page);
        assertThat(callback.isEmpty() ? other.callback(realm.agree(other, page, Map.of())) : callback)
                .containsKey("code");
    }
}
