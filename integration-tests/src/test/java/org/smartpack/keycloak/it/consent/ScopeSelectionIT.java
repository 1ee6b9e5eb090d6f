/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.consent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
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
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.ScopeStep;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on which users choose what an app may do, and what comes of it. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopeSelectionIT {

    private static final String LAB = "user/Observation.rs?category=laboratory";
    private static final String VITALS = "user/Observation.rs?category=vital-signs";
    private static final String PATIENTS = "user/Patient.cruds";
    private static final String SCOPE =
            String.join(" ", "openid", "fhirUser", "profile", "online_access", LAB, VITALS, PATIENTS);

    private SmartRealm realm;
    private ScopeStep step;
    private App app;
    private Pkce pkce;

    @BeforeAll
    void start(Admin admin) {
        realm = SmartRealm.create(admin);
        step = ScopeStep.on(realm);
    }

    /** An app to which nobody has consented yet. */
    @BeforeEach
    void newApp() {
        app = realm.newApp(Map.of("consentRequired", true, "name", "Growth & <b>Chart"));
        pkce = Pkce.create();
    }

    @AfterEach
    void asBefore() {
        step.enable(true);
    }

    private Response open(LoginPages browser, String user, Map<String, String> request) {
        Response page = browser.open(app.authorize(request));
        return page.asString().contains("kc-form-login") ? browser.submitLogin(page, user) : page;
    }

    /** A new login of the same app, at the page that the user sees then. */
    private Response open(LoginPages browser, String user, String scope) {
        pkce = Pkce.create();
        return open(browser, user, app.request(scope, pkce));
    }

    private static List<String> offered(Response page) {
        assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
        return LoginPages.ticked(page).getOrDefault("scope", List.of());
    }

    private static boolean isSelection(Response page) {
        return page.statusCode() == 200 && page.asString().contains("smart-scopes");
    }

    /** The page's form as a browser sends it if the user unticks some scopes, and writing in others. */
    private static Map<String, Object> without(Response page, List<String> scopes, List<String> writing) {
        Map<String, List<String>> ticked = LoginPages.ticked(page);
        List<String> left = new ArrayList<>(ticked.getOrDefault("scope", List.of()));
        assertThat(left).containsAll(scopes);
        left.removeAll(scopes);
        List<String> written = new ArrayList<>(ticked.getOrDefault("write", List.of()));
        assertThat(written).containsAll(writing);
        written.removeAll(writing);
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("scope", left);
        form.put("write", written);
        form.put("accept", "true");
        form.values().removeIf(value -> value.equals(List.of()));
        return form;
    }

    private static Map<String, Object> without(Response page, String... scopes) {
        return without(page, List.of(scopes), List.of());
    }

    private Response tokens(LoginPages browser, Response page) {
        assertThat(browser.callback(page)).as(page.asString()).containsKey("code");
        return app.tokens(browser.callback(page), pkce);
    }

    private static List<String> scopes(Response tokens) {
        return List.of(tokens.<String>path("scope").split(" "));
    }

    private List<String> introspected(Response tokens) {
        return List.of(
                realm.introspect(tokens.path("access_token")).getString("scope").split(" "));
    }

    private List<String> consents(String user) {
        List<List<String>> granted = realm.admin
                .get(realm.user(user).path() + "/consents")
                .jsonPath()
                .getList("findAll { it.clientId == '" + app.clientId() + "' }.grantedClientScopes");
        return granted.isEmpty() ? List.of() : granted.get(0);
    }

    private String scopeId(String scope) {
        return realm.admin.get(realm.path("/client-scopes")).path("find { it.name == '" + scope + "' }.id");
    }

    private void assertRefused(LoginPages browser, Response page, String error) {
        assertThat(browser.callback(page))
                .as(page.asString())
                .containsEntry("error", error)
                .doesNotContainKey("code");
    }

    @Test
    @DisplayName("SMART-SCOPE-60: what is unticked isn't granted: not in token, answer, introspection, at refresh")
    void unticked() {
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", SCOPE);
        assertThat(offered(page))
                .containsExactlyInAnyOrder("fhirUser", "profile", "online_access", LAB, VITALS, PATIENTS);
        Response tokens = tokens(browser, browser.send(page, without(page, VITALS, "profile")));
        List<String> left = List.of("openid", "fhirUser", "online_access", LAB, PATIENTS);
        assertThat(scopes(tokens)).containsExactlyInAnyOrderElementsOf(left);
        assertThat(introspected(tokens)).containsExactlyInAnyOrderElementsOf(left);
        Response refreshed = app.refresh(tokens);
        assertThat(scopes(refreshed)).containsExactlyInAnyOrderElementsOf(left);
        assertThat(introspected(refreshed)).containsExactlyInAnyOrderElementsOf(left);
        assertThat(app.refresh(tokens, SCOPE).<String>path("error")).isEqualTo("invalid_scope");
        assertThat(realm.introspect(tokens.path("access_token")).getString("name"))
                .isNull();
    }

    @Test
    @DisplayName("SMART-SCOPE-60: consent is recorded per scope: no second page; what was left out is asked again")
    void remembered() {
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", SCOPE);
        tokens(browser, browser.send(page, without(page, VITALS)));
        assertThat(consents("drbob"))
                .contains("user/*.cruds:" + LAB, "user/*.cruds:" + PATIENTS, "profile", "fhirUser", "online_access")
                .noneMatch(consent -> consent.contains("vital-signs"));
        Response again = open(browser, "drbob", SCOPE.replace(VITALS + " ", ""));
        assertThat(browser.callback(again)).containsKey("code");
        page = open(browser, "drbob", SCOPE);
        assertThat(offered(page)).contains(LAB, VITALS);
        assertThat(scopes(tokens(browser, browser.send(page, without(page))))).contains(LAB, VITALS);
        assertThat(browser.callback(open(browser, "drbob", SCOPE))).containsKey("code");
        Map<String, Object> event = realm.newestEvent("GRANT_CONSENT");
        assertThat((Map<?, ?>) event.get("details"))
                .extracting("scope")
                .asString()
                .contains(VITALS);
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-60: who unticks what was consented to before takes the consent away, and its refresh token")
    void withdrawn() {
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", SCOPE);
        Response first = tokens(browser, browser.send(page, without(page)));
        pkce = Pkce.create();
        Map<String, String> request = app.request(SCOPE, pkce);
        request.put("prompt", "consent");
        page = open(browser, "drbob", request);
        assertThat(offered(page)).contains(LAB, VITALS);
        Response second = tokens(browser, browser.send(page, without(page, LAB)));
        assertThat(scopes(second)).contains(VITALS).doesNotContain(LAB);
        assertThat(consents("drbob")).contains("user/*.cruds:" + VITALS).doesNotContain("user/*.cruds:" + LAB);
        assertThat(app.refresh(first).statusCode()).isEqualTo(400);
        assertThat(app.refresh(second).statusCode()).isEqualTo(200);
        assertThat(((Map<?, ?>) realm.newestEvent("GRANT_CONSENT").get("details")).get("refused_scopes"))
                .isEqualTo(LAB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user/Task.read", "user/Task.cruds", "user/Task.r", "user/*.rs"})
    @DisplayName(
            "SMART-SCOPE-60: what is unticked doesn't come back in the spelling of an earlier consent, nor within it")
    void respelled(String earlier) {
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", "openid " + earlier);
        tokens(browser, browser.send(page, without(page)));
        page = open(browser, "drbob", "openid user/Task.rs");
        tokens(browser, browser.send(page, without(page, "user/Task.rs")));
        pkce = Pkce.create();
        Map<String, String> request = app.request("openid " + earlier, pkce);
        request.put("prompt", "none");
        assertRefused(browser, browser.open(app.authorize(request)), "interaction_required");
    }

    @Test
    @DisplayName("SMART-SCOPE-60, 32: reading without writing, in the spelling of the request")
    void readingOnly() {
        String v1 = "user/Condition.*";
        String odd = "user/Encounter.crs?status=planned";
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", "openid " + PATIENTS + " " + v1 + " " + odd + " user/Task.cu");
        assertThat(LoginPages.ticked(page).get("write")).containsExactlyInAnyOrder(PATIENTS, v1, odd);
        Response tokens = tokens(browser, browser.send(page, without(page, List.of(), List.of(PATIENTS, v1, odd))));
        assertThat(scopes(tokens))
                .containsExactlyInAnyOrder(
                        "openid",
                        "user/Patient.rs",
                        "user/Condition.read",
                        "user/Encounter.rs?status=planned",
                        "user/Task.cu");
        assertThat(consents("drbob"))
                .contains("user/*.cruds:user/Patient.rs", "user/*.cruds:user/Condition.read")
                .doesNotContain("user/*.cruds:" + PATIENTS);
        assertThat(isSelection(open(browser, "drbob", "openid " + PATIENTS))).isTrue();
        // The box for writing alone counts for nothing.
        page = open(realm.browser(), "drbob", "openid " + PATIENTS);
        LoginPages other = realm.browser();
        page = open(other, "drbob", "openid " + PATIENTS);
        tokens = tokens(other, other.send(page, Map.of("write", PATIENTS, "accept", "true")));
        assertThat(scopes(tokens)).containsExactly("openid");
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-60: everything unticked: openid stays, and no default scope comes in its place; or refused")
    void nothing() {
        for (String scope : List.of("user/Goal.rs", "user/Slot.r", "patient/Basic.rs")) {
            realm.client(app.clientId()).allow(scope, true);
        }
        String asked = "openid online_access " + LAB + " " + VITALS;
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", asked);
        assertThat(offered(page)).containsExactlyInAnyOrder("online_access", LAB, VITALS);
        Response tokens = tokens(browser, browser.send(page, without(page, LAB, VITALS)));
        assertThat(scopes(tokens)).containsExactlyInAnyOrder("openid", "online_access");
        Response refreshed = app.refresh(tokens);
        assertThat(scopes(refreshed)).containsExactlyInAnyOrder("openid", "online_access");
        assertThat(introspected(refreshed)).containsExactlyInAnyOrder("openid", "online_access");
        page = open(browser, "drbob", asked);
        assertThat(offered(page)).as("asked again").contains(LAB, VITALS);
        tokens = tokens(browser, browser.send(page, Map.of("accept", "true")));
        assertThat(scopes(tokens)).containsExactly("openid");
        assertThat(tokens.<String>path("refresh_token")).isNull();

        page = open(browser, "drbob", "online_access " + LAB);
        assertRefused(browser, browser.send(page, without(page, LAB)), "access_denied");
        page = open(browser, "drbob", "launch/patient " + LAB);
        assertRefused(browser, browser.send(page, Map.of("accept", "true")), "access_denied");
    }

    @Test
    @DisplayName("SMART-SCOPE-60: default scopes that give rights are chosen too, and don't come back")
    void defaults() {
        var client = realm.client(app.clientId());
        client.allow("user/Patient.rs", true);
        for (String scope : List.of("online_access", "fhirUser", "offline_access", "launch/patient")) {
            String id = realm.admin.get(realm.path("/client-scopes")).path("find { it.name == '" + scope + "' }.id");
            realm.admin.unassign(realm.name, client.id(), id, false);
            realm.admin.assign(realm.name, client.id(), id, true);
        }
        LoginPages browser = realm.browser();
        Response page = open(browser, "alice", "openid " + LAB);
        assertThat(offered(page)).containsExactlyInAnyOrder("online_access", "offline_access", "fhirUser", LAB);
        Response tokens = tokens(browser, browser.send(page, without(page, "offline_access", "fhirUser")));
        assertThat(scopes(tokens)).containsExactlyInAnyOrder("openid", "launch/patient", "online_access", LAB);
        Response refreshed = app.refresh(tokens);
        assertThat(scopes(refreshed)).containsExactlyInAnyOrder("openid", "launch/patient", "online_access", LAB);
        assertThat(introspected(refreshed)).doesNotContain("offline_access", "fhirUser");
        page = open(browser, "alice", "openid " + LAB);
        tokens = tokens(browser, browser.send(page, Map.of("accept", "true")));
        assertThat(scopes(tokens)).containsExactly("openid");
        assertThat(app.context(tokens)).isEmpty();
    }

    @Test
    @DisplayName("SMART-SCOPE-47: an app whose user leaves out online_access or offline_access gets no refresh token")
    void noRefresh() {
        for (String scope : List.of("online_access", "offline_access")) {
            newApp();
            LoginPages browser = realm.browser();
            Response page = open(browser, "drbob", scope + " openid " + LAB);
            Response tokens = tokens(browser, browser.send(page, without(page, scope)));
            assertThat(tokens.<String>path("refresh_token")).isNull();
            assertThat(scopes(tokens)).containsExactlyInAnyOrder("openid", LAB);
        }
    }

    @Test
    @DisplayName("SMART-SCOPE-60: without the step, for a client with all or nothing, or without consent: as before")
    void switchedOff() {
        LoginPages browser = realm.browser();
        step.enable(false);
        Response page = open(browser, "drbob", SCOPE);
        assertThat(page.asString()).contains("name=\"accept\"").doesNotContain("type=\"checkbox\"");
        step.enable(true);
        realm.client(app.clientId()).addMapper("smart-app", Map.of("scopes.all.or.nothing", "true"));
        page = open(browser, "drbob", SCOPE);
        assertThat(page.asString()).contains("name=\"accept\"").doesNotContain("type=\"checkbox\"");
        assertThat(scopes(tokens(browser, followConsent(browser, page)))).contains(LAB, VITALS);
        app = realm.newApp(Map.of());
        assertThat(browser.callback(open(browser, "drbob", SCOPE))).containsKey("code");
        app = realm.newApp(Map.of("consentRequired", true));
        // Not a SMART app's request.
        page = open(browser, "drbob", "openid profile");
        assertThat(page.asString()).contains("name=\"accept\"").doesNotContain("type=\"checkbox\"");
    }

    private static Response followConsent(LoginPages browser, Response page) {
        String code = page.htmlPath().getString("**.find { it.@name == 'code' }.@value");
        return browser.send(page, Map.of("accept", "Yes", "code", code));
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-60: prompt=none is interaction_required where there is something to choose, else it works")
    void silent() {
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", "openid fhirUser");
        browser.send(page, without(page));
        Map<String, String> request = app.request(SCOPE, pkce);
        request.put("prompt", "none");
        assertRefused(browser, browser.open(app.authorize(request)), "interaction_required");
        page = open(browser, "drbob", SCOPE);
        browser.send(page, without(page));
        pkce = Pkce.create();
        request = app.request(SCOPE, pkce);
        request.put("prompt", "none");
        Response tokens = tokens(browser, browser.open(app.authorize(request)));
        assertThat(scopes(tokens)).contains(LAB, VITALS);
    }

    @Test
    @DisplayName("SMART-SCOPE-60, attack 28: only what was shown can be granted, whatever the form says")
    void forged() {
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", "openid " + LAB);
        List<String> values = new ArrayList<>(List.of(
                LAB,
                LAB,
                "user/*.cruds",
                "user/Observation.cruds",
                "user/Observation.rs",
                "patient/*.rs",
                "system/*.cruds",
                "offline_access",
                "launch/patient",
                "profile email",
                "",
                " ",
                "__smart_chosen",
                "x".repeat(100_000)));
        IntStream.range(0, 400).forEach(i -> values.add("user/Observation.rs?code=" + i));
        Response tokens = tokens(
                browser, browser.send(page, Map.of("scope", values, "write", values, "accept", List.of("a", "b"))));
        assertThat(scopes(tokens)).containsExactlyInAnyOrder("openid", LAB);
        assertThat(consents("drbob")).containsExactly("user/*.cruds:" + LAB);
    }

    @Test
    @DisplayName(
            "attack 29: the page's form without its code, in another login or before the page was shown does nothing")
    void foreignForm() {
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", SCOPE);
        Map<String, Object> form = without(page);
        String action = LoginPages.action(page);
        assertThat(browser.callback(browser.submitTo(action.replaceAll("session_code=[^&]*&", ""), form)))
                .isEmpty();
        assertThat(browser.callback(
                        browser.submitTo(action.replaceAll("session_code=[^&]*", "session_code=made-up"), form)))
                .isEmpty();
        LoginPages stranger = realm.browser();
        assertThat(stranger.callback(stranger.submitTo(action, form))).doesNotContainKey("code");
        assertThat(consents("drbob")).isEmpty();

        // Posted while Keycloak shows its login page.
        LoginPages early = realm.browser();
        Response login = early.open(app.authorize(app.request(SCOPE, Pkce.create())));
        String forged = LoginPages.action(login)
                .replace("/login-actions/authenticate", "/login-actions/required-action")
                .replaceAll("execution=[^&]*", "execution=smart-scopes");
        assertThat(early.callback(early.submitTo(forged, form))).isEmpty();
        assertThat(consents("drbob")).isEmpty();

        // Without a button nothing is decided.
        LoginPages undecided = realm.browser();
        page = open(undecided, "drbob", SCOPE);
        page = undecided.send(page, Map.of("scope", LAB));
        assertThat(isSelection(page)).isTrue();
        assertThat(consents("drbob")).isEmpty();
    }

    @Test
    @DisplayName("SMART-SCOPE-60: what wasn't on the page can't be agreed to: it is shown again when settings change")
    void changedMeanwhile() {
        var client = realm.client(app.clientId());
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", "openid " + LAB);
        realm.admin.assign(realm.name, client.id(), scopeId("email"), true);
        Map<String, Object> form = without(page);
        page = browser.send(page, form);
        assertThat(isSelection(page)).isTrue();
        assertThat(page.asString()).contains("has changed");
        assertThat(consents("drbob")).isEmpty();
        assertThat(scopes(tokens(browser, browser.send(page, without(page))))).contains(LAB, "email");
    }

    @Test
    @DisplayName("SMART-SCOPE-60: kc_action can't skip the page")
    void kcAction() {
        LoginPages browser = realm.browser();
        Map<String, String> request = app.request(SCOPE, pkce);
        request.put("kc_action", "smart-scopes");
        Response page = open(browser, "drbob", request);
        assertThat(offered(page)).contains(LAB);
        page = browser.send(page, Map.of("cancel-aia", "true"));
        assertThat(isSelection(page)).isTrue();
        assertThat(scopes(tokens(browser, browser.send(page, without(page, LAB)))))
                .doesNotContain(LAB);
    }

    @Test
    @DisplayName("LCTX-23: who cancels gives the app access_denied, records nothing, and the launch is used up")
    void cancelled() {
        String launch = realm.register(Map.of("patient", "pat-1"));
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", app.launchRequest(App.SCOPE, pkce, launch));
        assertThat(page.asString()).contains("name=\"cancel\"");
        assertRefused(browser, browser.send(page, Map.of("cancel", "true")), "access_denied");
        assertThat(consents("drbob")).isEmpty();
        assertRefused(
                browser,
                open(browser, "drbob", app.launchRequest(App.SCOPE, Pkce.create(), launch)),
                "invalid_request");
    }

    @Test
    @DisplayName("SMART-SCOPE-60: an EHR's launch gives context only with records, and is used up either way")
    void ehrLaunch() {
        String scope = "launch openid patient/Observation.rs patient/Condition.rs";
        String launch = realm.register(Map.of("patient", "pat-1"));
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", app.launchRequest(scope, pkce, launch));
        assertThat(offered(page)).containsExactlyInAnyOrder("patient/Observation.rs", "patient/Condition.rs");
        Response tokens = tokens(browser, browser.send(page, without(page, "patient/Condition.rs")));
        assertThat(scopes(tokens)).containsExactlyInAnyOrder("launch", "openid", "patient/Observation.rs");
        assertThat(app.patient(tokens)).isEqualTo("pat-1");

        launch = realm.register(Map.of("patient", "pat-2"));
        pkce = Pkce.create();
        page = open(browser, "drbob", app.launchRequest(scope, pkce, launch));
        tokens = tokens(browser, browser.send(page, Map.of("accept", "true")));
        assertThat(scopes(tokens)).containsExactly("openid");
        assertThat(app.context(tokens)).isEmpty();
        assertRefused(
                browser,
                browser.open(app.authorize(app.launchRequest(scope, Pkce.create(), launch))),
                "invalid_request");
    }

    @Test
    @DisplayName("SMART-SCOPE-60: a request can't bring the pack's own mark of a choice")
    void mark() {
        LoginPages browser = realm.browser();
        assertRefused(browser, open(browser, "drbob", SCOPE + " __smart_chosen"), "invalid_scope");
    }

    @Test
    @DisplayName("SMART-SCOPE-66, 4: the page says in plain words what is asked, and marks what matters")
    void plainWords() {
        LoginPages browser = realm.browser();
        String asked = "launch/patient openid offline_access patient/*.rs patient/Observation.cruds " + LAB;
        String page = open(browser, "drbob", asked).asString();
        assertThat(page)
                .contains("Growth &amp; &lt;b&gt;Chart")
                .contains("All health records, now and in future", "All types of records, also future ones")
                .contains("laboratory results only")
                .contains("Changes records", "Also add, change and delete")
                .contains("Another permission on this page includes this")
                .contains("You can&#39;t leave this out")
                .doesNotContain("<b>Chart", "<script>alert", "style=");
        // Whole words for every language of the realm are checked by MessagesTest; here that they are used.
        assertThat(page).contains("Observation").doesNotContain("smartConsent", "smartScope", "smartType");
    }

    @Test
    @DisplayName("attack 35: HTML in scopes and consent texts is text")
    void escaped() {
        String nasty = "user/Patient.r?name=<script>alert(1)</script>'$t(x){0}${7*7}";
        String id = realm.scope("email<b>");
        realm.admin.put(
                realm.path("/client-scopes/" + id),
                Map.of(
                        "name",
                        "email<b>",
                        "protocol",
                        "openid-connect",
                        "attributes",
                        Map.of("consent.screen.text", "<img src=x>", "display.on.consent.screen", "true")));
        realm.client(app.clientId()).allow("email<b>", false);
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", "openid email<b> " + nasty);
        assertThat(offered(page)).containsExactlyInAnyOrder(nasty, "email<b>");
        assertThat(page.asString()).doesNotContain("<script>alert", "<img src=x", ">49<", "value=\"email<b>");
        assertThat(scopes(tokens(browser, browser.send(page, without(page))))).contains(nasty);
    }

    @Test
    @DisplayName("attack 18: three hundred scopes are three hundred choices; of thousands there is one for each type")
    void many() {
        LoginPages browser = realm.browser();
        List<String> codes = IntStream.range(0, 299)
                .mapToObj(i -> "user/Observation.cruds?code=" + i)
                .toList();
        pkce = Pkce.create();
        Response page = post(browser, "drbob", "openid user/Patient.rs " + String.join(" ", codes));
        assertThat(offered(page)).hasSize(300);
        Response tokens =
                tokens(browser, browser.send(page, without(page, codes.subList(1, 299), List.of(codes.get(0)))));
        assertThat(scopes(tokens)).containsExactlyInAnyOrder("openid", "user/Patient.rs", "user/Observation.rs?code=0");

        List<String> more = IntStream.range(0, 1200)
                .mapToObj(i -> "user/Observation.cruds?code=" + i)
                .toList();
        pkce = Pkce.create();
        browser = realm.browser();
        page = post(browser, "drbob", "openid user/Patient.rs user/Task.rs " + String.join(" ", more));
        assertThat(offered(page)).containsExactlyInAnyOrder("user/Patient.rs", "user/Task.rs", more.get(0));
        assertThat(page.asString()).contains("1200 separate permissions");
        tokens = tokens(browser, browser.send(page, without(page, more.get(0))));
        assertThat(scopes(tokens)).containsExactlyInAnyOrder("openid", "user/Patient.rs", "user/Task.rs");
        pkce = Pkce.create();
        browser = realm.browser();
        page = post(browser, "drbob", "openid user/Patient.rs user/Task.rs " + String.join(" ", more));
        tokens = tokens(browser, browser.send(page, without(page)));
        assertThat(scopes(tokens)).hasSize(1203);
    }

    private Response post(LoginPages browser, String user, String scope) {
        Response page = browser.submitTo(realm.endpoint("auth"), app.request(scope, pkce));
        // A browser doesn't keep a cookie of this size either.
        browser.forget(realm.endpoint("auth"), "KC_RESTART");
        return page.asString().contains("kc-form-login") ? browser.submitLogin(page, user) : page;
    }

    @Test
    @DisplayName("SMART-SCOPE-60: two spellings of a scope are one choice; two tabs choose for themselves")
    void spellingsAndTabs() {
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", "openid user/Patient.read user/Patient.rs " + LAB);
        assertThat(offered(page)).containsExactlyInAnyOrder("user/Patient.read", LAB);
        Response tokens = tokens(browser, browser.send(page, without(page, "user/Patient.read")));
        assertThat(scopes(tokens)).containsExactlyInAnyOrder("openid", LAB);
        page = open(browser, "drbob", "openid user/Patient.read user/Patient.rs " + LAB);
        Pkce first = pkce;
        Response other = open(browser, "drbob", "openid user/Patient.rs user/Task.rs");
        Response two = tokens(browser, browser.send(other, without(other, "user/Patient.rs")));
        // A login that ends makes Keycloak show the pages of the other tabs anew.
        page = browser.send(page, without(page, LAB));
        page = isSelection(page) ? browser.send(page, without(page, LAB)) : page;
        Response one = app.tokens(browser.callback(page), first);
        assertThat(scopes(one)).containsExactlyInAnyOrder("openid", "user/Patient.read", "user/Patient.rs");
        assertThat(scopes(two)).containsExactlyInAnyOrder("openid", "user/Task.rs");
    }

    @Test
    @DisplayName("SMART-SCOPE-60: a pushed request is chosen from like any other")
    void pushed() {
        LoginPages browser = realm.browser();
        Response pushed = app.post("ext/par/request", app.request(SCOPE, pkce));
        assertThat(pushed.statusCode()).as(pushed.asString()).isEqualTo(201);
        Response page = open(
                browser,
                "drbob",
                Map.of("client_id", app.clientId(), "request_uri", pushed.<String>path("request_uri")));
        assertThat(scopes(tokens(browser, browser.send(page, without(page, VITALS)))))
                .contains(LAB)
                .doesNotContain(VITALS);
    }

    @Test
    @DisplayName("SMART-SCOPE-60: a device's user has Keycloak's own page, and the device no SMART access")
    void device() {
        app = realm.newApp(Map.of(
                "consentRequired", true, "attributes", Map.of("oauth2.device.authorization.grant.enabled", "true")));
        Response device = app.post("auth/device", Map.of("scope", SCOPE));
        assertThat(device.statusCode()).as(device.asString()).isEqualTo(200);
        LoginPages browser = realm.browser();
        Response page = browser.open(device.path("verification_uri_complete"));
        page = page.asString().contains("kc-form-login") ? browser.submitLogin(page, "drbob") : page;
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.asString()).contains("name=\"accept\"").doesNotContain("type=\"checkbox\"");
        Response forged = browser.submitTo(
                LoginPages.action(page)
                        .replace("/login-actions/consent", "/login-actions/required-action")
                        .replaceAll("execution=[^&]*", "execution=smart-scopes"),
                Map.of("accept", "true", "scope", LAB));
        assertThat(browser.callback(forged)).isEmpty();
        assertThat(consents("drbob")).isEmpty();
    }
}
