/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
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
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.PatientStep;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What others try while a user chooses a patient. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PickerAttackIT {

    private static final String SCOPE = "launch/patient openid fhirUser online_access patient/*.rs";
    private static final String EVIL = "https://evil.example.org/callback";

    private final Pkce pkce = Pkce.create();
    private SmartRealm realm;
    private PatientStep step;
    private App app;
    private App other;

    @BeforeAll
    void start(Admin admin) {
        realm = SmartRealm.create(admin);
        step = PatientStep.on(realm);
        app = realm.newApp(Map.of());
        other = realm.newApp(Map.of("redirectUris", List.of("http://127.0.0.1:9998/other")));
    }

    @AfterAll
    void stop() {
        step.close();
    }

    private Response picker(LoginPages browser, Map<String, String> request) {
        Response page = browser.submitLogin(browser.open(app.authorize(request)), "drbob");
        assertThat(page.asString()).contains("name=\"patient\"");
        return page;
    }

    private Response picker(LoginPages browser) {
        return picker(browser, app.request(SCOPE, pkce));
    }

    /** Where Keycloak sends the browser is the app's own callback, or a page of Keycloak's is shown. */
    private void assertStays(Response page, String what) {
        String location = page.header("Location");
        assertThat(location == null || location.startsWith(SmartRealm.CALLBACK + "?"))
                .as("%s leads to %s", what, location)
                .isTrue();
        assertThat(page.asString()).as(what).doesNotContain("evil.example.org");
    }

    @Test
    @DisplayName("attack 28: the picker's form leads to the app's registered address, whatever else is sent with it")
    void foreignTargets() {
        Map<String, String> foreign = Map.of(
                "redirect_uri",
                EVIL,
                "redirectUri",
                EVIL,
                "client_id",
                other.clientId(),
                "state",
                "evil",
                "target",
                EVIL);
        for (Map<String, String> pressed : List.of(Map.of("patient", "pat-1"), Map.of("cancel", "true"))) {
            LoginPages browser = realm.browser();
            Map<String, String> form = new LinkedHashMap<>(foreign);
            form.putAll(pressed);
            Response end = browser.send(picker(browser), form);
            assertStays(end, pressed.toString());
            assertThat(browser.callback(end)).containsEntry("state", "state-of-the-app");
            LoginPages inAddress = realm.browser();
            String action = LoginPages.action(picker(inAddress)) + "&redirect_uri=" + EVIL + "&referrer_uri=" + EVIL
                    + "&referrer=evil";
            end = inAddress.submitTo(action, pressed);
            assertStays(end, pressed + " in the address");
            assertThat(inAddress.callback(end)).containsEntry("state", "state-of-the-app");
        }
    }

    @Test
    @DisplayName("attack 28: a forged return address of a login that is over isn't followed")
    void forgedClientData() {
        String forged = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ("{\"ru\":\"" + EVIL + "\",\"rt\":\"code\",\"st\":\"evil\"}").getBytes(StandardCharsets.UTF_8));
        for (Map<String, String> form : List.of(Map.of("patient", "pat-1"), Map.of("cancel", "true"))) {
            LoginPages browser = realm.browser();
            String action =
                    LoginPages.action(picker(browser)).replaceAll("&client_data=[^&]*", "") + "&client_data=" + forged;
            assertStays(browser.submitTo(action, form), "the forged address");
            // Once more, now that this login has ended; and in a browser without any login.
            assertStays(browser.submitTo(action, form), "the same after the login");
            assertStays(realm.browser().submitTo(action, form), "the same in another browser");
        }
    }

    @Test
    @DisplayName("attack 28, attack 22: the tab, code and app of another login give neither its page nor its answer")
    void othersTab() {
        LoginPages victim = realm.browser();
        String victims = LoginPages.action(picker(victim));
        LoginPages attacker = realm.browser();
        String own = LoginPages.action(picker(attacker));
        for (String name : List.of("tab_id", "session_code", "execution", "client_id")) {
            String value = URI.create(victims).getRawQuery().replaceFirst("(?:^|.*&)" + name + "=([^&]*).*", "$1");
            String mixed = own.replaceFirst(
                    name + "=[^&]*", name + "=" + (name.equals("client_id") ? other.clientId() : value));
            Response answer = attacker.submitTo(mixed, Map.of("patient", "pat-1"));
            assertStays(answer, name);
        }
        Response foreign = realm.browser().submitTo(victims, Map.of("patient", "pat-5"));
        assertStays(foreign, "a browser without cookies");
        assertThat(foreign.header("Location")).isNull();
        Response end = victim.submitTo(victims, Map.of("patient", "pat-2"));
        assertThat(app.patient(app.tokens(victim.callback(end), pkce))).isEqualTo("pat-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {EVIL, "http://127.0.0.1:9999.evil.example.org/callback", "//evil.example.org"})
    @DisplayName("attack 28: signing out while a patient is being chosen goes to no address that isn't registered")
    void logout(String address) {
        LoginPages browser = realm.browser();
        Response page = picker(browser);
        Response out = browser.open(
                realm.endpoint("logout") + "?client_id=" + app.clientId() + "&post_logout_redirect_uri=" + address);
        assertThat(out.statusCode()).isEqualTo(400);
        assertStays(out, address);
        Response end = browser.send(page, Map.of("patient", "pat-1"));
        assertStays(end, "the picker afterwards");
    }

    @ParameterizedTest
    @ValueSource(strings = {EVIL, SmartRealm.CALLBACK + "/../evil", "http://127.0.0.1:9998/other"})
    @DisplayName("attack 28: a standalone launch with another app's address, or nobody's, is an error page")
    void foreignRedirectUri(String address) {
        Map<String, String> request = app.request(SCOPE, pkce);
        request.put("redirect_uri", address);
        Response page = realm.browser().open(app.authorize(request));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.header("Location")).isNull();
    }

    @Test
    @DisplayName("attack 28: an error before and after the picker goes to the app's address, with its state and issuer")
    void errors() {
        Map<String, String> request = app.request(SCOPE, pkce);
        request.put("aud", EVIL);
        LoginPages before = realm.browser();
        assertThat(before.callback(before.open(app.authorize(request))))
                .containsEntry("error", "invalid_request")
                .containsEntry("state", "state-of-the-app")
                .containsEntry("iss", realm.url);
        LoginPages after = realm.browser();
        assertThat(after.callback(after.send(picker(after), Map.of("cancel", "true"))))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "state-of-the-app")
                .containsEntry("iss", realm.url);
    }

    @Test
    @DisplayName("attack 20: a picker's form sent again, or by a copy of the browser, makes no second grant")
    void replayed() {
        LoginPages browser = realm.browser();
        Response page = picker(browser);
        LoginPages copy = browser.copy();
        Response first = browser.send(page, Map.of("patient", "pat-1"));
        Response tokens = app.tokens(browser.callback(first), pkce);
        for (LoginPages again : List.of(browser, copy)) {
            Response answer = again.submitTo(LoginPages.action(page), Map.of("patient", "pat-5"));
            assertThat(again.callback(answer)).doesNotContainKey("code");
        }
        assertThat(app.patient(app.refresh(tokens))).isEqualTo("pat-1");
        // The code itself works once; a second use ends what the first gave.
        assertThat(app.redeem(browser.callback(first).get("code"), pkce.verifier())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("attack 21: the token of an app whose user chose the patient registers no launch context")
    void appsOwnToken() {
        LoginPages browser = realm.browser();
        Response tokens = app.tokens(browser.callback(browser.send(picker(browser), Map.of("patient", "pat-1"))), pkce);
        Response answer = given().auth()
                .oauth2(tokens.path("access_token"))
                .contentType("application/json")
                .body(Map.of("patient", "pat-5"))
                .post(realm.url + "/smart/launch-context");
        assertThat(answer.statusCode()).as(answer.asString()).isIn(401, 403);
        Response byApp = Caller.basic(app.clientId())
                .contentType("application/json")
                .body(Map.of("patient", "pat-5"))
                .post(realm.url + "/smart/launch-context");
        assertThat(byApp.statusCode()).as(byApp.asString()).isIn(401, 403);
    }

    @Test
    @DisplayName(
            "attack 21: a made-up launch value beside launch/patient is no launch, and the user isn't asked instead")
    void madeUpLaunch() {
        Map<String, String> request = app.launchRequest("launch " + SCOPE, pkce, "made-up");
        LoginPages browser = realm.browser();
        Response page = browser.open(app.authorize(request));
        Response end = page.asString().contains("kc-form-login") ? browser.submitLogin(page, "drbob") : page;
        assertThat(browser.callback(end))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("code");
    }

    @Test
    @DisplayName(
            "attack 30: a patient, an encounter or a fhirUser that the app or the page's form sends counts nowhere")
    void sentContext() {
        Map<String, String> sent = new LinkedHashMap<>();
        for (String name :
                List.of("patient", "smart.chosen", "smart_chosen", "smart_choices", "smart.offered.Patient")) {
            sent.put(name, "pat-5");
        }
        sent.put("encounter", "enc-5");
        sent.put("fhirUser", "Patient/pat-5");
        sent.put("need_patient_banner", "true");
        sent.put("login_hint", "alice");
        Map<String, String> request = app.request(SCOPE, pkce);
        request.putAll(sent);
        request.put("claims", "{\"id_token\":{\"fhirUser\":{\"value\":\"Patient/pat-5\"}},\"patient\":\"pat-5\"}");
        LoginPages browser = realm.browser();
        Response page = picker(browser, request);
        Map<String, Object> form = new LinkedHashMap<>(sent);
        form.put("patient", "pat-2");
        Response end = browser.send(page, form);
        assertThat(browser.callback(end)).as(end.asString()).containsKey("code");
        sent.put("grant_type", "authorization_code");
        sent.put("code", browser.callback(end).get("code"));
        sent.put("redirect_uri", SmartRealm.CALLBACK);
        sent.put("code_verifier", pkce.verifier());
        Response tokens = app.token(sent);
        assertThat(app.context(tokens)).isEqualTo(Map.of("patient", "pat-2"));
        assertThat(tokens.jsonPath().getMap("")).doesNotContainKey("need_patient_banner");
        assertThat(Jwt.claims(tokens.path("id_token")).getString("fhirUser")).isEqualTo("Practitioner/prac-1");
        sent.put("grant_type", "refresh_token");
        sent.put("refresh_token", tokens.path("refresh_token"));
        Response refreshed = app.token(sent);
        assertThat(app.context(refreshed)).isEqualTo(Map.of("patient", "pat-2"));
    }

    @Test
    @DisplayName(
            "attack 30: who edits the own profile, or is called like a client, becomes no patient and no practitioner")
    void editedProfile() {
        realm.createUser("mallory");
        OwnProfile profile = new OwnProfile(realm);
        profile.writeByAccountApi("mallory", "openid", Map.of("fhirUser", "Practitioner/prac-1", "patient", "pat-1"));
        profile.writeByAction(
                "mallory", Map.of("fhirUser", "Patient/pat-1", "user.attributes.fhirUser", "Patient/pat-1"));
        realm.createUser(app.clientId());
        for (String user : List.of("mallory", app.clientId())) {
            LoginPages browser = realm.browser();
            Response end = browser.submitLogin(browser.open(app.authorize(app.request(SCOPE, pkce))), user);
            assertThat(browser.callback(end))
                    .containsEntry("error", "access_denied")
                    .doesNotContainKey("code");
        }
    }
}
