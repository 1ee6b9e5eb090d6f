/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
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
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** Two people at one browser: alice is signed in, and an EHR opens an app for drbob. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedWorkstationIT {

    private static final Map<String, Object> FOR_BOB = Map.of("patient", "pat-3", "user", "Practitioner/prac-1");
    private static final Map<String, Object> FOR_ALICE = Map.of("patient", "pat-1", "user", "Patient/pat-1");
    private static final String SCOPE = "launch openid fhirUser online_access patient/*.rs";
    private static final String OFFLINE = "launch openid fhirUser offline_access patient/*.rs";

    private SmartRealm realm;
    private App app;
    private App other;
    private LoginPages browser;
    private Pkce pkce;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin, Map.of("rememberMe", true));
        app = realm.app("growth-chart");
        other = realm.app("web-app");
    }

    @BeforeEach
    void browser() {
        browser = realm.browser();
        pkce = Pkce.create();
    }

    private Response aliceIsSignedIn(String scope) {
        Response tokens = other.launch(browser, "alice", scope, FOR_ALICE);
        assertThat(other.patient(tokens)).isEqualTo("pat-1");
        return tokens;
    }

    private String address(Map<String, Object> context) {
        return app.authorize(app.launchRequest(SCOPE, pkce, realm.register(context)));
    }

    private Response bobsLaunch() {
        return assertAsks(browser.open(address(FOR_BOB)), "alice");
    }

    private static Response assertAsks(Response page, String signedIn) {
        assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
        assertThat(page.asString())
                .contains("name=\"accept\"", "name=\"cancel\"", "(" + signedIn + ")")
                .doesNotContain("kc-form-login");
        return page;
    }

    private static Response assertLoginPage(Response page) {
        assertThat(page.asString()).contains("kc-form-login").doesNotContain("alice");
        return page;
    }

    private void assertBobHasHisPatient(Map<String, String> callback) {
        Response tokens = app.tokens(callback, pkce);
        assertThat(app.patient(tokens)).isEqualTo("pat-3");
        assertThat(Jwt.claims(tokens.path("access_token")).getString("fhirUser"))
                .endsWith("Practitioner/prac-1");
    }

    private void assertEnded(Response tokens) {
        Response refreshed = other.refresh(tokens);
        assertThat(refreshed.statusCode()).isEqualTo(400);
        assertThat(refreshed.<String>path("error")).isEqualTo("invalid_grant");
    }

    private void assertAlive(Response tokens) {
        assertThat(other.patient(other.refresh(tokens))).isEqualTo("pat-1");
    }

    @Test
    @DisplayName("LCTX-22a, attack 48: alice is asked, her session ends, drbob signs in and gets his patient")
    void change() {
        Response alice = aliceIsSignedIn(SCOPE);

        Response page = bobsLaunch();
        assertThat(page.asString()).doesNotContain("drbob", "prac-1", "pat-3");
        assertAlive(alice);

        Response login = assertLoginPage(browser.answerAnotherUser(page, "accept"));
        assertEnded(alice);
        Map<String, String> callback = browser.goOn(login, "drbob");
        assertThat(callback).containsEntry("state", "state-of-the-app").containsEntry("iss", realm.url);
        Response bob = app.tokens(callback, pkce);
        assertThat(app.patient(bob)).isEqualTo("pat-3");
        assertThat(Jwt.claims(bob.path("access_token")).getString("sid"))
                .isNotEqualTo(Jwt.claims(alice.path("access_token")).getString("sid"));
        assertEnded(alice);
        assertThat(app.patient(app.refresh(bob))).isEqualTo("pat-3");
        assertThat(realm.admin.events(realm.name, "LOGOUT").toString())
                .contains("a launch for another user began in this browser");
    }

    @Test
    @DisplayName("LCTX-22a: the page can't be framed or kept, and may be loaded again")
    void page() {
        aliceIsSignedIn(SCOPE);
        Response page = bobsLaunch();
        assertThat(page.header("Content-Security-Policy")).contains("frame-ancestors 'self'");
        assertThat(page.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Access-Control-Allow-Origin")).isNull();

        Response again = assertAsks(browser.open(LoginPages.action(page)), "alice");
        Response login = assertLoginPage(browser.answerAnotherUser(again, "accept"));
        assertBobHasHisPatient(browser.goOn(login, "drbob"));
    }

    @Test
    @DisplayName("LCTX-22a: the page is read in the user's language")
    void languages() {
        aliceIsSignedIn(SCOPE);
        String address = LoginPages.action(bobsLaunch());
        Map.of("nl", "Afmelden en doorgaan", "de", "Abmelden und fortfahren", "fr", "Déconnecter et continuer")
                .forEach((language, text) -> assertThat(
                                browser.open(address + "&kc_locale=" + language).asString())
                        .contains(text));
    }

    @Test
    @DisplayName("LCTX-22a: an authorization request by POST")
    void posted() {
        aliceIsSignedIn(SCOPE);
        Response page = assertAsks(
                browser.submitTo(realm.endpoint("auth"), app.launchRequest(SCOPE, pkce, realm.register(FOR_BOB))),
                "alice");
        Response login = assertLoginPage(browser.answerAnotherUser(page, "accept"));
        assertBobHasHisPatient(browser.goOn(login, "drbob"));
    }

    @Test
    @DisplayName("LCTX-22a: a pushed request (RFC 9126), which is used up")
    void pushed() {
        App web = realm.newApp(Map.of());
        aliceIsSignedIn(SCOPE);
        String uri = web.post("ext/par/request", web.launchRequest(SCOPE, pkce, realm.register(FOR_BOB)))
                .path("request_uri");
        String address = web.authorize(Map.of("client_id", web.clientId(), "request_uri", uri));
        Response page = assertAsks(browser.open(address), "alice");
        Response login = assertLoginPage(browser.answerAnotherUser(page, "accept"));
        Response tokens = web.tokens(browser.goOn(login, "drbob"), pkce);
        assertThat(web.patient(tokens)).isEqualTo("pat-3");
        assertThat(browser.visit(address, "drbob")).doesNotContainKey("code");
    }

    @Test
    @DisplayName("LCTX-22a, attack 48: who goes back stays signed in; the app gets access_denied, the launch stays")
    void goBack() {
        Response alice = aliceIsSignedIn(SCOPE);
        Map<String, Object> context = FOR_BOB;
        String launch = realm.register(context);
        Response page = assertAsks(browser.open(app.authorize(app.launchRequest(SCOPE, pkce, launch))), "alice");

        Map<String, String> callback = browser.callback(browser.answerAnotherUser(page, "cancel"));
        assertThat(callback)
                .containsEntry("error", "access_denied")
                .containsEntry("state", "state-of-the-app")
                .containsEntry("iss", realm.url)
                .doesNotContainKey("code");
        assertAlive(alice);

        pkce = Pkce.create();
        Response again = assertAsks(browser.open(app.authorize(app.launchRequest(SCOPE, pkce, launch))), "alice");
        Response login = assertLoginPage(browser.answerAnotherUser(again, "accept"));
        assertBobHasHisPatient(browser.goOn(login, "drbob"));
    }

    @Test
    @DisplayName("LCTX-22a: prompt=none is login_required; alice stays signed in and the launch isn't used up")
    void passive() {
        Response alice = aliceIsSignedIn(SCOPE);
        String launch = realm.register(FOR_BOB);
        Map<String, String> silent = app.launchRequest(SCOPE, Pkce.create(), launch);
        silent.put("prompt", "none");
        assertThat(browser.visit(app.authorize(silent), "nobody"))
                .containsEntry("error", "login_required")
                .containsEntry("state", "state-of-the-app");
        assertAlive(alice);
        LoginPages elsewhere = realm.browser();
        assertBobHasHisPatient(elsewhere.visit(app.authorize(app.launchRequest(SCOPE, pkce, launch)), "drbob"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "consent"})
    @DisplayName("LCTX-22a: with another prompt, too")
    void prompt(String prompt) {
        aliceIsSignedIn(SCOPE);
        Map<String, String> request = app.launchRequest(SCOPE, pkce, realm.register(FOR_BOB));
        request.put("prompt", prompt);
        Response page = assertAsks(browser.open(app.authorize(request)), "alice");
        Response login = assertLoginPage(browser.answerAnotherUser(page, "accept"));
        assertBobHasHisPatient(browser.goOn(login, "drbob"));
    }

    @Test
    @DisplayName("LCTX-22a: what alice granted for good stays, as after every logout")
    void offline() {
        aliceIsSignedIn(SCOPE);
        Response alice = aliceIsSignedIn(OFFLINE);
        Response login = browser.answerAnotherUser(bobsLaunch(), "accept");
        assertBobHasHisPatient(browser.goOn(login, "drbob"));
        assertAlive(alice);
    }

    @Test
    @DisplayName("LCTX-22a: a remembered user isn't proposed to the next one")
    void remembered() {
        Response login = browser.open(other.authorize(other.request("openid fhirUser user/*.rs", Pkce.create())));
        Response signedIn = browser.send(login, Map.of("username", "alice", "password", "alice", "rememberMe", "on"));
        assertThat(browser.callback(signedIn)).containsKey("code");
        Response next = assertLoginPage(browser.answerAnotherUser(bobsLaunch(), "accept"));
        assertBobHasHisPatient(browser.goOn(next, "drbob"));
    }

    @Test
    @DisplayName("LCTX-22a, attack 48: two launches for drbob in two tabs, and each has its own patient")
    void twoLaunches() {
        Response alice = aliceIsSignedIn(SCOPE);
        Response first = bobsLaunch();
        Pkce secondPkce = Pkce.create();
        String launch = realm.register(Map.of("patient", "pat-4", "user", "Practitioner/prac-1"));
        Response second =
                assertAsks(browser.open(app.authorize(app.launchRequest(SCOPE, secondPkce, launch))), "alice");
        assertAlive(alice);

        Response login = assertLoginPage(browser.answerAnotherUser(first, "accept"));
        assertBobHasHisPatient(browser.goOn(login, "drbob"));
        // The second page was left as it was. Nobody has to sign in again.
        Map<String, String> callback = browser.callback(browser.answerAnotherUser(second, "accept"));
        assertThat(app.patient(app.tokens(callback, secondPkce))).isEqualTo("pat-4");
        assertEnded(alice);
    }

    @Test
    @DisplayName("LCTX-22a, attack 48: two launches, both confirmed before anybody signs in")
    void twoConfirmed() {
        aliceIsSignedIn(SCOPE);
        Response first = bobsLaunch();
        Pkce secondPkce = Pkce.create();
        String launch = realm.register(Map.of("patient", "pat-4", "user", "Practitioner/prac-1"));
        Response second =
                assertAsks(browser.open(app.authorize(app.launchRequest(SCOPE, secondPkce, launch))), "alice");
        Response firstLogin = assertLoginPage(browser.answerAnotherUser(first, "accept"));
        Response secondLogin = assertLoginPage(browser.answerAnotherUser(second, "accept"));
        assertBobHasHisPatient(browser.goOn(firstLogin, "drbob"));
        assertThat(app.patient(app.tokens(browser.goOn(secondLogin, "drbob"), secondPkce)))
                .isEqualTo("pat-4");
    }

    @Test
    @DisplayName("LCTX-22a, attack 48: alice signs in in another tab while drbob's login page is open")
    void signedInMeanwhile() {
        // She has agreed to this app before, so nothing is asked of her.
        app.launch(realm.browser(), "alice", SCOPE, FOR_ALICE);
        Response login = assertLoginPage(browser.open(address(FOR_BOB)));
        Response alice = other.login(browser, "alice", "openid fhirUser online_access user/*.rs");
        // With JavaScript the login page loads this by itself as soon as somebody has signed in.
        String reloaded = LoginPages.action(login)
                        .replace("/authenticate?", "/restart?")
                        .replaceAll("(session_code|execution)=[^&]*&", "")
                + "&skip_logout=true";
        Response page = assertAsks(browser.open(reloaded), "alice");
        Response next = assertLoginPage(browser.answerAnotherUser(page, "accept"));
        assertEnded(alice);
        assertBobHasHisPatient(browser.goOn(next, "drbob"));
    }

    @Test
    @DisplayName("LCTX-22a, attack 48: somebody else signed in after the page was shown: that session isn't ended")
    void thirdUser() {
        aliceIsSignedIn(SCOPE);
        Response page = bobsLaunch();
        browser.forget(realm.endpoint("auth"), "KEYCLOAK_IDENTITY");
        browser.forget(realm.endpoint("auth"), "AUTH_SESSION_ID");
        Response carol = other.login(browser, "carol", "openid fhirUser online_access user/*.rs");

        Response next = assertAsks(browser.answerAnotherUser(page, "accept"), "carol");
        assertThat(other.refresh(carol).statusCode()).isEqualTo(200);
        Response login = browser.answerAnotherUser(next, "accept");
        assertThat(other.refresh(carol).statusCode()).isEqualTo(400);
        assertBobHasHisPatient(browser.goOn(login, "drbob"));
    }

    @Test
    @DisplayName("attack 48: an answer that doesn't come from the page ends nobody's session")
    void forged() {
        Response alice = aliceIsSignedIn(SCOPE);
        String address = LoginPages.action(bobsLaunch());
        String restart = browser.cookie(realm.endpoint("auth"), "KC_RESTART");
        LoginPages attackers = realm.browser();
        other.login(attackers, "carol", "openid fhirUser user/*.rs");
        String ofAnother = LoginPages.pausedLogin(assertAsks(attackers.open(address(FOR_BOB)), "carol"));

        assertThat(browser.submitTo(address, Map.of("accept", "true")).statusCode())
                .isEqualTo(400);
        for (String login : new String[] {"", "x", "a.b.c", "a.b.c.d.e", String.valueOf(restart)}) {
            Map<String, String> form = new LinkedHashMap<>(Map.of("accept", "true", "login", login));
            assertThat(browser.submitTo(address, form).statusCode()).as(login).isEqualTo(400);
        }
        for (String button : new String[] {"accept", "cancel"}) {
            assertThat(browser.submitTo(address, Map.of(button, "true", "login", ofAnother))
                            .statusCode())
                    .as(button)
                    .isEqualTo(400);
        }
        String own = LoginPages.pausedLogin(bobsLaunch());
        assertThat(browser.submitTo(address, Map.of("login", own)).statusCode()).isEqualTo(400);
        assertAlive(alice);
    }

    /** A token of the realm with these claims, which whoever manages a client can have. */
    private String signed(Map<String, String> claims) {
        String clientId = "signed-" + UUID.randomUUID();
        RealmClient client =
                realm.createClient(clientId, Map.of("secret", Caller.secret(clientId), "serviceAccountsEnabled", true));
        claims.forEach((name, value) -> client.addMapper(
                name,
                "oidc-hardcoded-claim-mapper",
                Map.of(
                        "claim.name",
                        name,
                        "claim.value",
                        value,
                        "jsonType.label",
                        value.startsWith("{") ? "JSON" : "String",
                        "access.token.claim",
                        "true")));
        return Client.confidential(realm, clientId).ownToken();
    }

    @Test
    @DisplayName("attack 48: a token that the realm has signed isn't a login that waits")
    void signedToken() {
        Response alice = aliceIsSignedIn(SCOPE);
        String address = LoginPages.action(bobsLaunch());
        String sid = Jwt.claims(alice.path("access_token")).getString("sid");
        String notes = "{\"smart_signed_in\":\"%s\",\"smart_tab\":\"x\",\"smart_until\":\"9999999999\","
                + "\"client_request_param_smart_launch\":\"unknown\"}";
        String token = signed(Map.of(
                "cid",
                app.clientId(),
                "ruri",
                "https://elsewhere.example.org/callback",
                "notes",
                notes.formatted(sid)));
        assertThat(Jwt.claims(token).getString("notes.smart_signed_in")).isEqualTo(sid);
        for (String button : new String[] {"accept", "cancel"}) {
            Response answer = browser.submitTo(address, Map.of(button, "true", "login", token));
            assertThat(answer.statusCode()).as(button).isEqualTo(400);
        }
        assertAlive(alice);
    }

    @Test
    @DisplayName("attack 48: a login that waited doesn't end at an address that the app no longer has")
    void removedAddress() {
        App moved = realm.newApp(Map.of());
        aliceIsSignedIn(SCOPE);
        Response page = assertAsks(
                browser.open(moved.authorize(moved.launchRequest(SCOPE, pkce, realm.register(FOR_BOB)))), "alice");
        realm.client(moved.clientId()).change(Map.of("redirectUris", List.of("https://moved.example.org/callback")));
        for (String button : new String[] {"cancel", "accept"}) {
            assertThat(browser.answerAnotherUser(page, button).statusCode())
                    .as(button)
                    .isEqualTo(400);
        }
    }

    @Test
    @DisplayName(
            "LCTX-22a: who the launch is for isn't asked, and neither is alice where a launch names nobody but her")
    void sameUser() {
        aliceIsSignedIn(SCOPE);
        assertThat(app.patient(app.tokens(browser.visit(address(FOR_ALICE), "nobody"), pkce)))
                .isEqualTo("pat-1");
        pkce = Pkce.create();
        assertThat(app.patient(app.tokens(browser.visit(address(Map.of("patient", "pat-1")), "nobody"), pkce)))
                .isEqualTo("pat-1");
    }

    @Test
    @DisplayName("LCTX-22a: a launch that names no user is no other patient's: alice is asked")
    void otherPatient() {
        aliceIsSignedIn(SCOPE);
        Response page = assertAsks(browser.open(address(Map.of("patient", "pat-3"))), "alice");
        Response login = assertLoginPage(browser.answerAnotherUser(page, "accept"));
        assertBobHasHisPatient(browser.goOn(login, "drbob"));
    }

    @Test
    @DisplayName("LCTX-22, LCTX-22a: alice who signs in again instead of drbob is refused at the end")
    void wrongUserAgain() {
        aliceIsSignedIn(SCOPE);
        Response login = assertLoginPage(browser.answerAnotherUser(bobsLaunch(), "accept"));
        assertThat(browser.goOn(login, "alice"))
                .containsEntry("error", "access_denied")
                .containsEntry("error_description", "This launch is for another user");
    }

    @Test
    @DisplayName("LCTX-22a: the page's address tells nothing of a login that waits for nobody, or of another browser's")
    void strangeAddress() {
        aliceIsSignedIn(SCOPE);
        String address = LoginPages.action(bobsLaunch());
        LoginPages elsewhere = realm.browser();
        other.login(elsewhere, "carol", "openid fhirUser user/*.rs");
        assertThat(elsewhere.open(address).statusCode()).isEqualTo(400);
        assertThat(elsewhere.open(address).asString()).doesNotContain("alice");
        assertThat(browser.open(address.replaceAll("tab_id=[^&]*", "tab_id=x")).statusCode())
                .isEqualTo(400);
        assertThat(browser.open(address.replaceAll("\\?.*", "")).statusCode()).isEqualTo(400);
    }
}
