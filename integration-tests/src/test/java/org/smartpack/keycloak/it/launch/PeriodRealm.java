/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A realm whose users choose what apps may do, and for how long. */
record PeriodRealm(SmartRealm realm) {

    static final String ONLINE = "launch/patient openid fhirUser patient/*.rs online_access";
    static final String OFFLINE = "launch/patient openid fhirUser patient/*.rs offline_access";

    /** A patient, who needn't choose one. */
    static final String USER = "alice";

    private static final String STEP = "smart-scopes";

    static PeriodRealm create(Admin admin, Map<String, Object> settings) {
        PeriodRealm created = new PeriodRealm(SmartRealm.create(admin, settings));
        admin.post(
                created.realm.path("/authentication/register-required-action"),
                Map.of("providerId", STEP, "name", "Choose"));
        created.enable(true);
        return created;
    }

    void enable(boolean isOn) {
        String path = realm.path("/authentication/required-actions/" + STEP);
        Map<String, Object> action =
                new LinkedHashMap<>(realm.admin.get(path).jsonPath().getMap(""));
        action.put("enabled", isOn);
        realm.admin.put(path, action);
    }

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
        return page.asString().contains("kc-form-login") ? browser.submitLogin(page, USER) : page;
    }

    /** The periods that a page offers. */
    static List<String> offered(Response page) {
        return inputs(page, "period");
    }

    private static List<String> inputs(Response page, String name) {
        assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
        return page.htmlPath().getList("**.findAll { it.name() == 'input' && it.@name == '" + name + "' }.@value");
    }

    /** Agrees to all that the page lists, with these further members of the form. */
    Response agree(LoginPages browser, Response page, Map<String, ?> more) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("scope", inputs(page, "scope"));
        form.put("write", inputs(page, "write"));
        form.put("accept", "true");
        form.putAll(more);
        return browser.send(page, form);
    }

    /** Gets tokens for a period. */
    Response grant(LoginPages browser, App app, String scope, String period) {
        Pkce pkce = Pkce.create();
        Response page = open(browser, app, app.request(scope, pkce));
        assertThat(offered(page)).contains(period);
        return app.tokens(browser.callback(agree(browser, page, Map.of("period", period))), pkce);
    }

    /** When a token's grant ends, in seconds since 1970; {@code null} if it says nothing. */
    static Long end(String token) {
        Object end = Jwt.claims(token).get("access_ends_at");
        return end == null ? null : ((Number) end).longValue();
    }
}
