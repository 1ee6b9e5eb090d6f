/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.AtOnce;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.ScopeStep;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A user's first consent to an app, given in several tabs at the same instant. */
@ExtendWith(SharedServer.class)
class FirstConsentIT {

    private static final int TABS = 4;

    private SmartRealm realm;
    private App app;

    /** A tab that shows the page on which the user chooses. */
    private record Tab(LoginPages browser, Pkce pkce, Response page) {

        Response accept() {
            return browser.send(
                    page,
                    Map.of("accept", "true", "scope", LoginPages.ticked(page).get("scope")));
        }
    }

    @BeforeEach
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        ScopeStep.on(realm);
        app = realm.newApp(Map.of("consentRequired", true));
    }

    private Tab open(String scope) {
        LoginPages browser = realm.browser();
        Pkce pkce = Pkce.create();
        Response page = browser.open(app.authorize(app.request(scope, pkce)));
        return new Tab(browser, pkce, browser.submitLogin(page, "alice"));
    }

    @RepeatedTest(3)
    @DisplayName("SMART-SCOPE-60: every tab gets its code, and the consent is recorded")
    void atOnce() throws Exception {
        List<Tab> tabs = new ArrayList<>();
        List<Callable<Response>> clicks = new ArrayList<>();
        for (int i = 0; i < TABS; i++) {
            Tab tab = open("openid launch/patient patient/Patient.rs patient/Observation.rs");
            tabs.add(tab);
            clicks.add(tab::accept);
        }
        List<Response> answers = AtOnce.answers(clicks);
        for (int i = 0; i < TABS; i++) {
            Tab tab = tabs.get(i);
            assertThat(tab.browser().callback(answers.get(i)))
                    .as(answers.get(i).asString())
                    .containsKey("code");
            Response tokens = app.tokens(tab.browser().callback(answers.get(i)), tab.pkce());
            assertThat(tokens.<String>path("scope")).contains("patient/Patient.rs", "patient/Observation.rs");
        }
        Tab again = open("openid launch/patient patient/Patient.rs patient/Observation.rs");
        assertThat(again.browser().callback(again.page())).as("not asked again").containsKey("code");
        assertThat(open("launch/patient patient/Condition.rs").page().asString())
                .contains("smart-scopes");
    }
}
