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

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.ScopeStep;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A realm whose users choose what apps may do, and for how long. */
record PeriodRealm(SmartRealm realm, ScopeStep step) {

    static final String ONLINE = "launch/patient openid fhirUser patient/*.rs online_access";
    static final String OFFLINE = "launch/patient openid fhirUser patient/*.rs offline_access";

    /** A patient, who needn't choose one. */
    static final String USER = "alice";

    private static final String STEP = "smart-scopes";

    static PeriodRealm create(Admin admin, Map<String, Object> settings) {
        SmartRealm realm = SmartRealm.create(admin, settings);
        return new PeriodRealm(realm, ScopeStep.on(realm));
    }

    /** Writes the setting as an import does, which nobody checks. */
    void offerUnchecked(String periods) {
        String path = realm.path("/authentication/required-actions/" + STEP);
        Map<String, Object> action =
                new LinkedHashMap<>(realm.admin.get(path).jsonPath().getMap(""));
        action.put("config", Map.of("access.periods", periods));
        realm.admin.put(path, action);
    }

    /** Writes the setting as the console does. */
    void offer(String periods) {
        realm.admin.put(
                realm.path("/authentication/required-actions/" + STEP + "/config"),
                Map.of("config", Map.of("access.periods", periods)));
    }

    App app(Map<String, Object> settings) {
        Map<String, Object> client = new LinkedHashMap<>(Map.of("consentRequired", true));
        client.putAll(settings);
        return realm.newApp(client);
    }

    /** Opens an authorization request, logs in if need be, and leaves what comes as it is. */
    Response open(LoginPages browser, App app, Map<String, String> request) {
        Response page = browser.open(app.authorize(request));
        // Twice where the time of an earlier login has run out: then this one begins anew.
        for (int i = 0; i < 2 && page.asString().contains("kc-form-login"); i++) {
            page = browser.submitLogin(page, USER);
        }
        return page;
    }

    /** The periods that a page offers. */
    static List<String> offered(Response page) {
        assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
        return page.htmlPath().getList("**.findAll { it.name() == 'input' && it.@name == 'period' }.@value");
    }

    /** Agrees to all that the page lists, with these further members of the form. */
    Response agree(LoginPages browser, Response page, Map<String, ?> more) {
        Map<String, Object> form = new LinkedHashMap<>(LoginPages.ticked(page));
        form.put("accept", "true");
        form.putAll(more);
        return browser.send(page, form);
    }

    /** Gets tokens for a period. */
    Response grant(LoginPages browser, App app, String scope, String period) {
        Pkce pkce = Pkce.create();
        Response page = open(browser, app, app.request(scope, pkce));
        assertThat(offered(page)).as(page.asString()).contains(period);
        return app.tokens(browser.callback(agree(browser, page, Map.of("period", period))), pkce);
    }

    /** What the app itself is told of its refresh token. */
    static JsonPath ofRefreshToken(App app, Response tokens) {
        return app.post(
                        "token/introspect",
                        Map.of("token", tokens.path("refresh_token"), "token_type_hint", "refresh_token"))
                .jsonPath();
    }

    /** When a token's grant ends, in seconds since 1970; {@code null} if it says nothing. */
    static Long end(String token) {
        Object end = Jwt.claims(token).get("access_ends_at");
        return end == null ? null : ((Number) end).longValue();
    }
}
