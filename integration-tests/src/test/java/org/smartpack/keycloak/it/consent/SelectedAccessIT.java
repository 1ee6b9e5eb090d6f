/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.consent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterAll;
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
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.PatientStep;
import org.smartpack.keycloak.testkit.smart.ScopeStep;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What users chose, up to the FHIR server, their account, and the choice of a patient. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectedAccessIT {

    private static final String LAB = "patient/Observation.rs?category=laboratory";
    private static final String VITALS = "patient/Observation.rs?category=vital-signs";

    private SmartRealm realm;
    private PatientStep patients;
    private ScopeStep scopes;
    private App app;
    private Pkce pkce;

    @BeforeAll
    void start(Admin admin) {
        realm = SmartRealm.create(admin);
        patients = PatientStep.on(realm);
        scopes = ScopeStep.on(realm);
    }

    @AfterAll
    void stop() {
        patients.close();
    }

    @BeforeEach
    void newApp() {
        app = realm.newApp(Map.of("consentRequired", true));
        pkce = Pkce.create();
    }

    private Response open(LoginPages browser, String user, String scope) {
        pkce = Pkce.create();
        Response page = browser.open(app.authorize(app.request(scope, pkce)));
        return page.asString().contains("kc-form-login") ? browser.submitLogin(page, user) : page;
    }

    private static boolean isSelection(Response page) {
        return page.statusCode() == 200 && page.asString().contains("smart-scopes");
    }

    private static boolean isPatients(Response page) {
        return page.statusCode() == 200 && page.asString().contains("name=\"patient\"");
    }

    private static Response choose(LoginPages browser, Response page, String... unticked) {
        assertThat(isSelection(page)).as(page.asString()).isTrue();
        List<String> left = new ArrayList<>(LoginPages.ticked(page).get("scope"));
        assertThat(left).containsAll(List.of(unticked));
        left.removeAll(List.of(unticked));
        Map<String, Object> form = new LinkedHashMap<>(Map.of("accept", "true"));
        if (!left.isEmpty()) {
            form.put("scope", left);
        }
        return browser.send(page, form);
    }

    private Response tokens(LoginPages browser, Response page) {
        assertThat(browser.callback(page)).as(page.asString()).containsKey("code");
        return app.tokens(browser.callback(page), pkce);
    }

    private int read(Response tokens, String reference) {
        return given().auth()
                .oauth2(tokens.path("access_token"))
                .get(patients.address() + "/" + reference)
                .statusCode();
    }

    /** The account API, as the user's account console calls it. */
    private RequestSpecification account(String user) {
        App console = realm.newApp(Map.of(
                "directAccessGrantsEnabled",
                true,
                "fullScopeAllowed",
                true,
                "defaultClientScopes",
                List.of("basic", "roles")));
        realm.client(console.clientId())
                .addMapper(
                        "account",
                        "oidc-audience-mapper",
                        Map.of("included.client.audience", "account", "access.token.claim", "true"));
        return given().auth()
                .oauth2(console.password(user, "openid").path("access_token"))
                .accept(ContentType.JSON);
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-60: a practitioner unticks vital signs: the FHIR server refuses them; the account revokes")
    void upToTheFhirServer() {
        LoginPages browser = realm.browser();
        Response page =
                open(browser, "drbob", "launch/patient openid online_access patient/Patient.rs " + LAB + " " + VITALS);
        page = choose(browser, page, VITALS);
        assertThat(isPatients(page)).isTrue();
        Response tokens = tokens(browser, browser.send(page, Map.of("patient", "pat-3")));
        assertThat(app.patient(tokens)).isEqualTo("pat-3");
        assertThat(read(tokens, "Observation/obs-lab-3")).isEqualTo(200);
        assertThat(read(tokens, "Patient/pat-3")).isEqualTo(200);
        assertThat(read(tokens, "Observation/obs-vit-3")).isEqualTo(403);
        assertThat(realm.introspect(tokens.path("access_token")).getString("scope"))
                .contains("laboratory")
                .doesNotContain("vital-signs");

        RequestSpecification account = account("drbob");
        String shown = account.get(realm.url + "/account/applications")
                .jsonPath()
                .getString("find { it.clientId == '" + app.clientId() + "' }.consent.grantedScopes");
        assertThat(shown).contains("laboratory").doesNotContain("vital");
        assertThat(app.refresh(tokens).statusCode()).isEqualTo(200);
        assertThat(account.delete(realm.url + "/account/applications/" + app.clientId() + "/consent")
                        .statusCode())
                .isEqualTo(204);
        assertThat(app.refresh(tokens).statusCode()).isEqualTo(400);
        assertThat(realm.isActive(tokens.path("access_token"))).isFalse();
        assertThat(isSelection(open(browser, "drbob", "openid " + LAB))).isTrue();
    }

    @Test
    @DisplayName("SMART-SCOPE-60, SMART-LAUNCH-5: nobody chooses a patient whom no scope needs, whatever comes first")
    void noPatientForNothing() {
        for (int order = 0; order < 2; order++) {
            newApp();
            LoginPages browser = realm.browser();
            Response page = open(browser, "drbob", "openid user/Patient.rs " + LAB);
            page = choose(browser, page, LAB);
            Response tokens = tokens(browser, page);
            assertThat(tokens.<String>path("scope").split(" ")).containsExactlyInAnyOrder("openid", "user/Patient.rs");
            assertThat(app.context(tokens)).isEmpty();
            page = choose(browser, open(browser, "drbob", "openid user/Patient.rs " + LAB));
            assertThat(isPatients(page)).isTrue();
            tokens = tokens(browser, browser.send(page, Map.of("patient", "pat-2")));
            assertThat(app.patient(tokens)).isEqualTo("pat-2");
            scopes.raise();
        }
        LoginPages browser = realm.browser();
        newApp();
        Response page = open(browser, "drbob", "launch/patient launch/encounter openid " + LAB);
        Response tokens = tokens(browser, browser.send(page, Map.of("accept", "true")));
        assertThat(tokens.<String>path("scope")).isEqualTo("openid");
        assertThat(app.context(tokens)).isEmpty();
    }

    @Test
    @DisplayName("SMART-SCOPE-60: another user of the same login chooses from all that the app asked for")
    void anotherUser() {
        LoginPages browser = realm.browser();
        String scope = "openid fhirUser launch/patient user/Patient.rs " + LAB;
        Response page = open(browser, "drbob", scope);
        page = choose(browser, page, LAB, "user/Patient.rs");
        assertThat(browser.callback(page)).as("no records, no patient").containsKey("code");

        newApp();
        LoginPages shared = realm.browser();
        page = open(shared, "drbob", scope);
        page = choose(shared, page, LAB, "fhirUser");
        assertThat(isPatients(page)).isTrue();
        String restart = LoginPages.action(page)
                .replaceAll(
                        "/login-actions/required-action[?].*?(client_id=)",
                        "/login-actions/restart?skip_logout=true&$1");
        page = shared.open(restart);
        page = shared.submitLogin(page, "carol");
        assertThat(LoginPages.ticked(page).get("scope")).containsExactlyInAnyOrder("fhirUser", "user/Patient.rs", LAB);
        page = choose(shared, page, "user/Patient.rs");
        assertThat(page.htmlPath().getList("**.findAll { it.@name == 'patient' }.@value"))
                .containsExactly("pat-2");
        Response tokens = tokens(shared, shared.send(page, Map.of("patient", "pat-2")));
        assertThat(tokens.<String>path("scope").split(" "))
                .containsExactlyInAnyOrder("openid", "fhirUser", "launch/patient", LAB);
        assertThat(realm.introspect(tokens.path("access_token")).getString("username"))
                .isEqualTo("carol");
    }
}
