/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

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
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody knows a handle, and makes the browser that holds it send requests that end in an error. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchHoldersIT {

    private SmartRealm realm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        app = realm.newApp(Map.of("consentRequired", false));
    }

    /** An app that asks the user, who has never answered it: consent is remembered. */
    private App asking() {
        return realm.newApp(Map.of("consentRequired", true));
    }

    private static Map<String, String> request(App app, Pkce pkce, String launch, String prompt) {
        Map<String, String> request = app.launchRequest(App.SCOPE, pkce, launch);
        if (!prompt.isEmpty()) {
            request.put("prompt", prompt);
        }
        return request;
    }

    private static Response open(App app, LoginPages browser, Pkce pkce, String launch, String prompt) {
        Response page = browser.open(app.authorize(request(app, pkce, launch, prompt)));
        assertThat(page.asString()).contains("kc-form-login");
        return page;
    }

    private static Map<String, String> visit(App app, LoginPages browser, Pkce pkce, String launch, String prompt) {
        return browser.visit(app.authorize(request(app, pkce, launch, prompt)), "drbob");
    }

    /** A browser that has nothing to do with the one that holds the launch, whoever sits there. */
    private void assertNobodyElseGets(App app, String launch, Pkce known) {
        LoginPages thief = realm.browser();
        for (Pkce pkce : new Pkce[] {Pkce.create(), known}) {
            for (String prompt : new String[] {"", "none", "login"}) {
                assertThat(visit(app, thief, pkce, launch, prompt))
                        .as(prompt)
                        .containsEntry("error_description", "invalid launch")
                        .doesNotContainKey("code");
            }
        }
    }

    private static void assertHasIt(App app, LoginPages browser, Response page, Pkce pkce) {
        assertThat(app.patient(app.tokens(browser.goOn(page, "drbob"), pkce))).isEqualTo("pat-3");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("attack 39: prompt=none in the holder's browser ends in login_required; the running login goes on")
    void loginRequired(boolean knowsChallenge) {
        LoginPages browser = realm.browser();
        String launch = realm.register(Map.of("patient", "pat-3"));
        Pkce pkce = Pkce.create();
        Response page = open(app, browser, pkce, launch, "");

        assertThat(visit(app, browser, knowsChallenge ? pkce : Pkce.create(), launch, "none"))
                .containsEntry("error", "login_required");

        assertNobodyElseGets(app, launch, pkce);
        assertHasIt(app, browser, page, pkce);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("attack 39: prompt=none that ends in interaction_required; the running login goes on")
    void interactionRequired(boolean knowsChallenge) {
        App strict = asking();
        LoginPages browser = realm.browser();
        app.login(browser, "drbob", "openid fhirUser user/*.rs");
        String launch = realm.register(Map.of("patient", "pat-3"));
        Pkce pkce = Pkce.create();
        Response page = open(strict, browser, pkce, launch, "login");

        assertThat(visit(strict, browser, knowsChallenge ? pkce : Pkce.create(), launch, "none"))
                .containsEntry("error", "interaction_required");

        assertNobodyElseGets(strict, launch, pkce);
        assertHasIt(strict, browser, page, pkce);
    }

    @Test
    @DisplayName("attack 39, LCTX-23: a login that is refused in another tab uses nothing up that a running one holds")
    void refusedInAnotherTab() {
        App asking = asking();
        LoginPages browser = realm.browser();
        String launch = realm.register(Map.of("patient", "pat-3"));
        Pkce pkce = Pkce.create();
        Response page = open(asking, browser, pkce, launch, "");

        String other = asking.authorize(request(asking, Pkce.create(), launch, ""));
        assertThat(browser.deny(other, "drbob")).containsEntry("error", "access_denied");

        assertNobodyElseGets(asking, launch, pkce);
        assertHasIt(asking, browser, page, pkce);
    }

    @Test
    @DisplayName("attack 39, LCTX-22a: another user who is signed in uses nothing up that a running login holds")
    void otherUserInAnotherTab() {
        LoginPages browser = realm.browser();
        String launch = realm.register(Map.of("patient", "pat-3"));
        Pkce pkce = Pkce.create();
        Response page = open(app, browser, pkce, launch, "");
        app.login(browser, "alice", "openid fhirUser user/*.rs");

        assertThat(visit(app, browser, Pkce.create(), launch, "none")).containsEntry("error", "login_required");
        Response asked = browser.open(app.authorize(request(app, Pkce.create(), launch, "")));
        assertThat(browser.callback(browser.answerAnotherUser(asked, "cancel")))
                .containsEntry("error", "access_denied");

        assertNobodyElseGets(app, launch, pkce);
        // Keycloak doesn't change users within a session.
        assertThat(browser.goOn(page, "drbob")).isEmpty();
        browser.forget(realm.endpoint("auth"), "KEYCLOAK_IDENTITY");
        browser.forget(realm.endpoint("auth"), "AUTH_SESSION_ID");
        assertThat(app.patient(app.tokens(visit(app, browser, pkce, launch, ""), pkce)))
                .isEqualTo("pat-3");
    }

    @Test
    @DisplayName("attack 39, LCTX-23: the last login that holds the launch uses it up when the user refuses")
    void lastOneRefuses() {
        App asking = asking();
        LoginPages browser = realm.browser();
        String launch = realm.register(Map.of("patient", "pat-3"));
        Pkce pkce = Pkce.create();
        Response page = open(asking, browser, pkce, launch, "");
        browser.deny(asking.authorize(request(asking, Pkce.create(), launch, "")), "drbob");
        assertThat(browser.refuse(page, "drbob")).containsEntry("error", "access_denied");
        assertThat(visit(asking, browser, Pkce.create(), launch, ""))
                .containsEntry("error_description", "invalid launch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aud", "scope", "code_challenge", "response_type"})
    @DisplayName("attack 39: requests that are refused at once change nothing for the login that holds the launch")
    void refusedAtOnce(String parameter) {
        LoginPages browser = realm.browser();
        String launch = realm.register(Map.of("patient", "pat-3"));
        Pkce pkce = Pkce.create();
        Response page = open(app, browser, pkce, launch, "");

        Map<String, String> wrong = request(app, Pkce.create(), launch, "");
        wrong.put(parameter, "wrong");
        assertThat(browser.visit(app.authorize(wrong), "drbob")).containsKey("error");

        assertNobodyElseGets(app, launch, pkce);
        assertHasIt(app, browser, page, pkce);
    }

    @Test
    @DisplayName("LCTX-21: prompt=none reserves nothing: a browser that isn't signed in may be followed by another")
    void passiveReservesNothing() {
        String launch = realm.register(Map.of("patient", "pat-3"));
        assertThat(visit(app, realm.browser(), Pkce.create(), launch, "none")).containsEntry("error", "login_required");
        Pkce pkce = Pkce.create();
        assertThat(app.patient(app.tokens(visit(app, realm.browser(), pkce, launch, ""), pkce)))
                .isEqualTo("pat-3");
    }
}
