/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.Module;

import static org.assertj.core.api.Assertions.assertThat;

/** Launches by a token whose login doesn't go straight on. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtiDetourIT {

    private static final String LOGIN_SESSION = "AUTH_SESSION_ID";

    private Domain realm;
    private Module module;

    @BeforeAll
    void realm(Admin admin) {
        realm = Domain.create(admin);
        module = realm.module();
    }

    @BeforeEach
    void asBefore() {
        change(Map.of("attributes", Map.of("fhirUser", List.of(Domain.PATIENT)), "requiredActions", List.of()));
    }

    /** Changes the patient's account. */
    private void change(Map<String, Object> members) {
        realm.user("patient-1").change(members);
    }

    private Response open(LoginPages browser, Pkce pkce, String token, String prompt) {
        Map<String, String> request = module.request(pkce, token);
        if (!prompt.isEmpty()) {
            request.put("prompt", prompt);
        }
        Response page = browser.open(module.authorize(request));
        assertThat(page.asString()).contains("kc-form-login");
        return page;
    }

    private void assertGoesOn(LoginPages browser, String token) {
        Module.assertInvalid(module.bring(realm.browser(), token));
        Pkce pkce = Pkce.create();
        Map<String, String> callback = module.visit(browser, "patient-1", pkce, token);
        assertThat(module.tokens(callback, pkce).<String>path("sub")).isEqualTo(Domain.PATIENT);
        Module.assertInvalid(module.bring(browser, token));
    }

    @Test
    @DisplayName("LCTX-21: a token is still its browser's when the login session is over")
    void loginSessionOver() {
        LoginPages browser = realm.browser();
        String token = realm.hti().sign();
        open(browser, Pkce.create(), token, "");
        browser.forget(realm.endpoint("auth"), LOGIN_SESSION);
        assertGoesOn(browser, token);
    }

    @Test
    @DisplayName("LCTX-21: and after signing out in another tab")
    void signedOut() {
        LoginPages browser = realm.browser();
        Response first = module.launch(browser, "patient-1", realm.hti().sign());
        String token = realm.hti().sign();
        open(browser, Pkce.create(), token, "login");
        browser.open(realm.endpoint("logout") + "?id_token_hint=" + first.path("id_token"));
        browser.forget(realm.endpoint("auth"), LOGIN_SESSION);
        assertGoesOn(browser, token);
    }

    @Test
    @DisplayName("KT-AUTHZ-4: a login that was begun anew from Keycloak's cookie ends with its launch, for sub alone")
    void restarted() {
        LoginPages browser = realm.browser();
        String token = realm.hti().sign();
        Pkce pkce = Pkce.create();
        Response page = open(browser, pkce, token, "");
        browser.forget(realm.endpoint("auth"), LOGIN_SESSION);
        Map<String, String> callback = browser.goOn(page, "patient-1");
        assertThat(module.tokens(callback, pkce).<String>path("sub")).isEqualTo(Domain.PATIENT);

        LoginPages other = realm.browser();
        String another = realm.hti().sign();
        Response otherPage = open(other, Pkce.create(), another, "");
        other.forget(realm.endpoint("auth"), LOGIN_SESSION);
        assertThat(other.goOn(otherPage, "practitioner-1")).containsEntry("error", "access_denied");
        Module.assertInvalid(module.bring(other, another));
    }

    @Test
    @DisplayName("KT-TOK-1: a required action on the way: the launch waits for it, with its login session or another")
    void requiredAction() {
        for (boolean isLost : new boolean[] {false, true}) {
            change(Map.of("requiredActions", List.of("UPDATE_PASSWORD")));
            LoginPages browser = realm.browser();
            Pkce pkce = Pkce.create();
            Response page = open(browser, pkce, realm.hti().sign(), "");
            if (isLost) {
                browser.forget(realm.endpoint("auth"), LOGIN_SESSION);
            }
            Response action = browser.submitLogin(page, "patient-1");
            if (isLost) {
                action = browser.submitLogin(action, "patient-1");
            }
            assertThat(action.asString()).contains("password-new");
            Map<String, String> callback = browser.newPassword(action, "patient-1");
            assertThat(module.tokens(callback, pkce).<String>path("sub")).isEqualTo(Domain.PATIENT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "attack 39: prompt=none with a stolen token in the holder's browser: the running login keeps the launch")
    void passive(boolean knowsChallenge) {
        LoginPages browser = realm.browser();
        String token = realm.hti().sign();
        Pkce pkce = Pkce.create();
        Response page = open(browser, pkce, token, "");
        Map<String, String> silent = module.request(knowsChallenge ? pkce : Pkce.create(), token);
        silent.put("prompt", "none");
        assertThat(browser.visit(module.authorize(silent), "patient-1")).containsEntry("error", "login_required");

        Module.assertInvalid(module.bring(realm.browser(), token));
        Map<String, String> callback = browser.goOn(page, "patient-1");
        assertThat(module.tokens(callback, pkce).<String>path("sub")).isEqualTo(Domain.PATIENT);
    }

    @Test
    @DisplayName("LCTX-22a, attack 39: somebody else's session in the holder's browser doesn't get the launch")
    void otherSession() {
        LoginPages browser = realm.browser();
        String first = realm.hti().claim("sub", Domain.PRACTITIONER).sign();
        assertThat(module.bring(browser, "practitioner-1", first)).containsKey("code");
        String token = realm.hti().sign();
        Map<String, String> again = module.request(token);
        again.put("prompt", "login");
        assertThat(browser.open(module.authorize(again)).asString())
                .contains("name=\"accept\"")
                .doesNotContain("kc-form-login");
        Map<String, String> silent = module.request(token);
        silent.put("prompt", "none");
        assertThat(browser.visit(module.authorize(silent), "nobody")).containsEntry("error", "login_required");
        Response asked = browser.open(module.authorize(module.request(token)));
        assertThat(browser.callback(browser.answerAnotherUser(asked, "cancel")))
                .as("the browser's own user goes back")
                .containsEntry("error", "access_denied");
        browser.forget(realm.endpoint("auth"), "KEYCLOAK_IDENTITY");
        browser.forget(realm.endpoint("auth"), LOGIN_SESSION);
        assertGoesOn(browser, token);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "Patient/kt-pat-2")
    @DisplayName("KT-AUTHZ-4: a code isn't exchanged for a user who is no longer sub")
    void changedUser(String changed) {
        Pkce pkce = Pkce.create();
        Map<String, String> callback =
                module.visit(realm.browser(), "patient-1", pkce, realm.hti().sign());
        change(Map.of("attributes", changed == null ? Map.of() : Map.of("fhirUser", List.of(changed))));
        Response refused = module.redeem(callback.get("code"), pkce);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("invalid_grant");
    }
}
