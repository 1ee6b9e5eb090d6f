/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.Module;

import static org.assertj.core.api.Assertions.assertThat;

/** A portal launches a module for one user while another is signed in at the browser. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtiSharedWorkstationIT {

    private Domain realm;
    private Module module;
    private LoginPages browser;

    @BeforeAll
    void realm(Admin admin) {
        realm = Domain.create(admin);
        module = realm.module();
    }

    @BeforeEach
    void patientIsSignedIn() {
        browser = realm.browser();
        assertThat(module.bring(browser, realm.hti().sign())).containsKey("code");
    }

    private String forPractitioner() {
        return realm.hti()
                .claim("sub", "Practitioner/kt-prac-1")
                .claim("patient", "Patient/kt-pat-1")
                .sign();
    }

    private Response asked(Pkce pkce, String token) {
        Response page = browser.open(module.authorize(module.request(pkce, token)));
        assertThat(page.asString())
                .contains("name=\"accept\"", "patient-1")
                .doesNotContain("practitioner-1", "kt-prac-1", "kc-form-login");
        return page;
    }

    @Test
    @DisplayName("LCTX-22a, attack 48: the patient is asked, the practitioner signs in and has the task")
    void change() {
        Pkce pkce = Pkce.create();
        Response login = browser.answerAnotherUser(asked(pkce, forPractitioner()), "accept");
        assertThat(login.asString()).contains("kc-form-login");
        Response tokens = module.tokens(browser.goOn(login, "practitioner-1"), pkce);
        assertThat(tokens.<String>path("sub")).isEqualTo("Practitioner/kt-prac-1");
    }

    @Test
    @DisplayName("LCTX-22a, attack 48: who goes back stays signed in, and the token still launches")
    void goBack() {
        String token = forPractitioner();
        Response page = asked(Pkce.create(), token);
        assertThat(browser.callback(browser.answerAnotherUser(page, "cancel")))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "state-of-the-module");
        assertThat(module.bring(browser, "nobody", realm.hti().sign()))
                .as("the patient's own launch, without a login")
                .containsKey("code");

        Pkce pkce = Pkce.create();
        Response login = browser.answerAnotherUser(asked(pkce, token), "accept");
        module.tokens(browser.goOn(login, "practitioner-1"), pkce);
    }

    @Test
    @DisplayName("LCTX-22a: prompt=none is login_required, and the token still launches")
    void passive() {
        String token = forPractitioner();
        Map<String, String> silent = module.request(token);
        silent.put("prompt", "none");
        assertThat(browser.visit(module.authorize(silent), "nobody")).containsEntry("error", "login_required");
        Pkce pkce = Pkce.create();
        module.tokens(module.visit(realm.browser(), "practitioner-1", pkce, token), pkce);
    }
}
