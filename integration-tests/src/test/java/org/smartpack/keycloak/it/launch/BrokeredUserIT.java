/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** Who users are that come by an identity provider, which is another realm here. */
@ExtendWith(SharedServer.class)
class BrokeredUserIT {

    private static final String OWN = "launch/patient openid fhirUser offline_access patient/*.rs";

    private KeycloakServer server;
    private SmartRealm realm;
    private App app;

    @BeforeEach
    void realm(KeycloakServer server, Admin admin) {
        this.server = server;
        realm = SmartRealm.create(admin);
        app = realm.app("growth-chart");
    }

    private ProviderRealm provider(String kind) {
        return kind.equals("saml") ? ProviderRealm.saml(realm, "elsewhere") : ProviderRealm.openId(realm, "elsewhere");
    }

    private Response login(ProviderRealm provider, String user) {
        Pkce pkce = Pkce.create();
        return app.tokens(visit(provider, user, app.request(OWN, pkce)), pkce);
    }

    private Map<String, String> visit(ProviderRealm provider, String user, Map<String, String> request) {
        return realm.browser().visit(app.authorize(provider.chosen(request)), user);
    }

    private void assertNobody(Map<String, String> callback) {
        assertThat(callback).containsEntry("error", "access_denied").doesNotContainKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid", "saml"})
    @DisplayName("An identity provider's mapper says who a user is, at a login with an EHR and without")
    void mapped(String kind) {
        ProviderRealm provider = provider(kind).saysWhoUsersAre("FORCE");
        provider.user("dora", "Patient/pat-5");
        assertThat(app.patient(login(provider, "dora"))).isEqualTo("pat-5");

        Pkce pkce = Pkce.create();
        Map<String, String> launch =
                app.launchRequest(App.SCOPE, pkce, realm.register(Map.of("patient", "pat-5", "user", "Patient/pat-5")));
        assertThat(app.patient(app.tokens(visit(provider, "dora", launch), pkce)))
                .isEqualTo("pat-5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid", "saml"})
    @DisplayName("attack 19: a launch for somebody else isn't for who comes by an identity provider")
    void anothersLaunch(String kind) {
        ProviderRealm provider = provider(kind).saysWhoUsersAre("FORCE");
        provider.user("dora", "Patient/pat-5");
        for (Map<String, Object> context : List.<Map<String, Object>>of(
                Map.of("patient", "pat-2", "user", "Patient/pat-2"), Map.of("patient", "pat-2"))) {
            Pkce pkce = Pkce.create();
            assertNobody(visit(provider, "dora", app.launchRequest(App.SCOPE, pkce, realm.register(context))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid", "saml"})
    @DisplayName(
            "attack 41: with Force, each login makes the user who the identity provider says; grants from before end")
    void force(String kind) {
        ProviderRealm provider = provider(kind).saysWhoUsersAre("FORCE");
        provider.user("dora", "Patient/pat-5");
        Response before = login(provider, "dora");
        provider.says("dora", "Patient/pat-6");
        assertThat(app.patient(login(provider, "dora"))).isEqualTo("pat-6");
        assertThat(app.refresh(before).statusCode()).isEqualTo(400);

        Response between = login(provider, "dora");
        provider.says("dora", "");
        assertNobody(visit(provider, "dora", app.request(OWN, Pkce.create())));
        assertThat(app.refresh(between).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid", "saml"})
    @DisplayName("attack 41: with Import, an identity provider's later word, or none, changes nobody")
    void importOnce(String kind) {
        ProviderRealm provider = provider(kind).saysWhoUsersAre("IMPORT");
        provider.user("dora", "Patient/pat-5");
        assertThat(app.patient(login(provider, "dora"))).isEqualTo("pat-5");
        for (String person : List.of("Patient/pat-6", "")) {
            provider.says("dora", person);
            assertThat(app.patient(login(provider, "dora"))).isEqualTo("pat-5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid", "saml"})
    @DisplayName("attack 41: the review after a first login lets nobody choose a fhirUser")
    void review(String kind) {
        ProviderRealm provider = provider(kind);
        provider.user("dora", "");
        alwaysReview();
        LoginPages browser = realm.browser();
        String review = signIn(browser, provider, "dora");
        Map<String, String> form = new LinkedHashMap<>(
                Map.of("username", "dora", "email", "dora@elsewhere.example", "firstName", "Some", "lastName", "Body"));
        Map<String, String> attempt = new LinkedHashMap<>(form);
        attempt.put("fhirUser", "Patient/pat-2");
        attempt.put("user.attributes.fhirUser", "Patient/pat-2");
        // Keycloak refuses the whole form, and shows the page again.
        assertThat(browser.submit(LoginPages.action(browser.open(review)), attempt, "dora"))
                .isEmpty();
        assertNobody(browser.submit(LoginPages.action(browser.open(review)), form, "dora"));
        assertThat(realm.admin.get(realm.user("dora").path()).<List<String>>path("attributes.fhirUser"))
                .isNull();
    }

    @SuppressWarnings("unchecked")
    private void alwaysReview() {
        String flows = "/" + realm.name + "/authentication/";
        List<Map<String, Object>> steps = (List<Map<String, Object>>) (List<?>) realm.admin
                .get(flows + "flows/first broker login/executions")
                .jsonPath()
                .getList("");
        Object config = steps.stream()
                .filter(step -> "idp-review-profile".equals(step.get("providerId")))
                .findFirst()
                .orElseThrow()
                .get("authenticationConfig");
        realm.admin.put(
                flows + "config/" + config,
                Map.of("alias", "review", "config", Map.of("update.profile.on.first.login", "on")));
    }

    /** Signs in there for the first time; answers the address of the review page. */
    private String signIn(LoginPages browser, ProviderRealm provider, String user) {
        Response login = browser.open(app.authorize(provider.chosen(app.request(OWN, Pkce.create()))));
        assertThat(browser.goOn(login, user)).isEmpty();
        List<String> visited = browser.visited();
        String review = visited.get(visited.size() - 1);
        assertThat(browser.open(review).asString()).contains("kc-idp-review-profile-form");
        return review;
    }

    /** What alice is after she linked an account, which says that she is somebody else, with her own. */
    private String patientAfterLinking(String syncMode) {
        ProviderRealm provider = ProviderRealm.openId(realm, "elsewhere").saysWhoUsersAre(syncMode);
        provider.user("mallory", "Patient/pat-2");
        App linking = realm.newApp(Map.of("fullScopeAllowed", true));
        Map<String, String> request = linking.request("openid", Pkce.create());
        request.remove("aud");
        LoginPages browser = realm.browser();
        assertThat(browser.visit(linking.authorize(request), "alice")).containsKey("code");
        request.put("kc_action", "idp_link:elsewhere");
        Response page = browser.open(linking.authorize(request));
        Map<String, String> linked = browser.submit(LoginPages.action(page), Map.of(), "mallory");
        assertThat(linked).containsEntry("kc_action_status", "success");
        return realm.admin.get(realm.user("alice").path()).path("attributes.fhirUser[0]");
    }

    @Test
    @DisplayName("attack 41: with Import, a user who links an account stays who the admin said; the grant goes on")
    void linkingWithImport() {
        Response before = app.login(realm.browser(), "alice", OWN);
        assertThat(patientAfterLinking("IMPORT")).isEqualTo("Patient/pat-1");
        assertThat(app.patient(app.refresh(before))).isEqualTo("pat-1");
    }

    @Test
    @DisplayName("attack 41: with Force, linking makes the user somebody else (docs/security.md), and ends the grant")
    void linkingWithForce() {
        Response before = app.login(realm.browser(), "alice", OWN);
        assertThat(patientAfterLinking("FORCE")).isEqualTo("Patient/pat-2");
        assertThat(app.refresh(before).statusCode()).isEqualTo(400);
    }
}
