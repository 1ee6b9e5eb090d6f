/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EhrLaunchIT {

    private SmartRealm realm;
    private SmartRealm otherRealm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin, Map.of("registrationAllowed", true));
        otherRealm = SmartRealm.create(admin);
        app = realm.app("growth-chart");
    }

    private void assertRefused(Map<String, String> callback, String error, String description) {
        assertThat(callback)
                .containsEntry("error", error)
                .containsEntry("error_description", description)
                .containsEntry("state", "state-of-the-app")
                .containsEntry("iss", realm.url)
                .doesNotContainKey("code");
    }

    private void assertInvalidLaunch(Map<String, String> callback) {
        assertRefused(callback, "invalid_request", "invalid launch");
    }

    private Map<String, String> visit(Map<String, String> request) {
        return realm.browser().visit(app.authorize(request), "drbob");
    }

    @Test
    @DisplayName("SMART-LAUNCH-4, SMART-CTX-1 to 10, attack 24: the whole context, with its JSON types, everywhere")
    void wholeContext() {
        Map<String, Object> context = new LinkedHashMap<>(Map.of(
                "patient", "pat-3",
                "encounter", "enc-3",
                "fhirContext",
                        List.of(
                                Map.of("reference", "ImagingStudy/9"),
                                Map.of(
                                        "role", "https://example.org/role/q",
                                        "type", "Questionnaire",
                                        "canonical", "https://example.org/Questionnaire/1|v2")),
                "intent", "reconcile-medications",
                "need_patient_banner", false,
                "smart_style_url", "https://ehr.example.org/style/v1.json",
                "tenant", "2ddd6c3a-8e9a-44c6-a305-52111ad302a2",
                "extensions", Map.of("https://example.org/colour", "blue", "__count", 3)));
        context.put("client_id", "growth-chart");

        Response tokens = app.launch(realm.browser(), "drbob", context);

        Map<String, Object> expected = new LinkedHashMap<>(context);
        expected.remove("client_id");
        expected.remove("extensions");
        expected.put("https://example.org/colour", "blue");
        expected.put("__count", 3);
        String[] names = expected.keySet().toArray(String[]::new);
        assertThat(app.context(tokens, names)).isEqualTo(expected);
        assertThat(app.context(app.refresh(tokens), names)).isEqualTo(expected);
    }

    @Test
    @DisplayName("SMART-LAUNCH-3: with a session that is there already, by GET and by POST, without any page")
    void singleSignOn() {
        LoginPages browser = realm.browser();
        assertThat(app.patient(app.launch(browser, "drbob", Map.of("patient", "pat-1"))))
                .isEqualTo("pat-1");
        assertThat(app.patient(app.launch(browser, "nobody", Map.of("patient", "pat-2"))))
                .isEqualTo("pat-2");
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.launchRequest(App.SCOPE, pkce, realm.register(Map.of("patient", "pat-4")));
        Map<String, String> callback = browser.submit(realm.endpoint("auth"), request, "nobody");
        assertThat(app.patient(app.tokens(callback, pkce))).isEqualTo("pat-4");
    }

    @Test
    @DisplayName("SMART-AUTHZ-8: POST authorize with a fresh login")
    void postAuthorize() {
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.launchRequest(App.SCOPE, pkce, realm.register(Map.of("patient", "pat-5")));
        Map<String, String> callback = realm.browser().submit(realm.endpoint("auth"), request, "drbob");
        assertThat(app.patient(app.tokens(callback, pkce))).isEqualTo("pat-5");
    }

    @Test
    @DisplayName(
            "LCTX-21: prompt=none: without a session login_required and the launch can be tried again; then it works")
    void passive() {
        LoginPages browser = realm.browser();
        String launch = realm.register(Map.of("patient", "pat-2"));
        Map<String, String> silent = app.launchRequest(App.SCOPE, Pkce.create(), launch);
        silent.put("prompt", "none");
        assertThat(browser.visit(app.authorize(silent), "drbob")).containsEntry("error", "login_required");

        Pkce pkce = Pkce.create();
        Map<String, String> callback =
                browser.visit(app.authorize(app.launchRequest(App.SCOPE, pkce, launch)), "drbob");
        assertThat(app.patient(app.tokens(callback, pkce))).isEqualTo("pat-2");

        Pkce second = Pkce.create();
        Map<String, String> again = app.launchRequest(App.SCOPE, second, realm.register(Map.of("patient", "pat-6")));
        again.put("prompt", "none");
        assertThat(app.patient(app.tokens(browser.visit(app.authorize(again), "nobody"), second)))
                .isEqualTo("pat-6");
    }

    @Test
    @DisplayName("LCTX-22a: prompt=none for another user than the one who is signed in is login_required")
    void passiveForOtherUser() {
        LoginPages browser = realm.browser();
        app.launch(browser, "drbob", Map.of("patient", "pat-1"));
        Map<String, String> silent = app.launchRequest(
                App.SCOPE, Pkce.create(), realm.register(Map.of("patient", "pat-2", "user", "Patient/pat-1")));
        silent.put("prompt", "none");
        assertThat(browser.visit(app.authorize(silent), "nobody"))
                .containsEntry("error", "login_required")
                .containsEntry("state", "state-of-the-app")
                .doesNotContainKey("code");
    }

    @Test
    @DisplayName("SMART-LAUNCH-3: a user who registers on the way gets the launch's context")
    void registration() {
        LoginPages browser = realm.browser();
        Pkce pkce = Pkce.create();
        Map<String, String> request =
                app.launchRequest("launch openid patient/*.rs", pkce, realm.register(Map.of("patient", "pat-2")));
        request.put("prompt", "create");
        Map<String, String> callback = browser.register(app.authorize(request), "newcomer");
        assertThat(app.patient(app.tokens(callback, pkce))).isEqualTo("pat-2");
    }

    @Test
    @DisplayName("SMART-AUTHZ-1: a pushed request (RFC 9126) is checked when it is used")
    void pushed() {
        App web = realm.app("web-app");
        Pkce pkce = Pkce.create();
        String launch = realm.register(Map.of("patient", "pat-3"));
        String requestUri = web.post("ext/par/request", web.launchRequest(App.SCOPE, pkce, launch))
                .path("request_uri");
        Map<String, String> callback = realm.browser()
                .visit(web.authorize(Map.of("client_id", "web-app", "request_uri", requestUri)), "drbob");
        assertThat(web.patient(web.tokens(callback, pkce))).isEqualTo("pat-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"launch", "aud", "resource"})
    @DisplayName("attack 19: what is sent beside a request_uri is refused, not mixed in")
    void smuggled(String parameter) {
        App web = realm.app("web-app");
        Map<String, String> pushed =
                web.launchRequest(App.SCOPE, Pkce.create(), realm.register(Map.of("patient", "pat-3")));
        String requestUri = web.post("ext/par/request", pushed).path("request_uri");
        String mine = parameter.equals("launch") ? realm.register(Map.of("patient", "pat-6")) : SmartRealm.FHIR;
        Map<String, String> callback = realm.browser()
                .visit(
                        web.authorize(Map.of("client_id", "web-app", "request_uri", requestUri, parameter, mine)),
                        "drbob");
        assertRefused(
                callback, "invalid_request", parameter + " must be sent in the request object or the pushed request");
    }

    @Test
    @DisplayName("LCTX-FA-9, SMART-SCOPE-42: launch and launch/patient together")
    void launchAndLaunchPatient() {
        Response tokens = app.launch(
                realm.browser(), "drbob", "launch launch/patient openid patient/*.rs", Map.of("patient", "pat-1"));
        assertThat(app.patient(tokens)).isEqualTo("pat-1");
    }

    @Test
    @DisplayName("SMART-SCOPE-40, LCTX-20: the parameter launch without the scope releases nothing and uses nothing up")
    void parameterWithoutScope() {
        String launch = realm.register(Map.of("patient", "pat-2", "intent", "secret"));
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.launchRequest("openid fhirUser user/*.rs", pkce, launch);
        Response tokens = app.tokens(realm.browser().visit(app.authorize(request), "drbob"), pkce);
        assertThat(app.context(tokens)).isEmpty();

        Pkce second = Pkce.create();
        Map<String, String> callback = visit(app.launchRequest(App.SCOPE, second, launch));
        assertThat(app.patient(app.tokens(callback, second))).isEqualTo("pat-2");
    }

    @Test
    @DisplayName("SMART-SCOPE-40: the scope without the parameter is refused")
    void scopeWithoutParameter() {
        assertRefused(
                visit(app.request(App.SCOPE, Pkce.create())),
                "invalid_request",
                "the scope launch needs the parameter launch that the EHR gave to the app");
        Map<String, String> blank = app.launchRequest(App.SCOPE, Pkce.create(), " ");
        assertThat(visit(blank)).containsEntry("error", "invalid_request").doesNotContainKey("code");
    }

    @Test
    @DisplayName("attack 19, LCTX-20, SMART-LAUNCH-6: unknown, another app's, another realm's: one answer")
    void foreign() {
        String mine = realm.register(Map.of("patient", "pat-1", "client_id", "web-app"));
        String theirs = otherRealm.register(Map.of("patient", "pat-1"));
        Stream.of("unknown", mine, theirs, "../../" + mine, "0".repeat(1900))
                .forEach(launch -> assertInvalidLaunch(visit(app.launchRequest(App.SCOPE, Pkce.create(), launch))));

        App web = realm.app("web-app");
        Pkce pkce = Pkce.create();
        Map<String, String> callback =
                realm.browser().visit(web.authorize(web.launchRequest(App.SCOPE, pkce, mine)), "drbob");
        assertThat(web.patient(web.tokens(callback, pkce)))
                .as("the one it is for still gets it")
                .isEqualTo("pat-1");
    }

    @Test
    @DisplayName("attack 19, LCTX-22: a launch for one user is denied to another")
    void otherUser() {
        String launch = realm.register(Map.of("patient", "pat-1", "user", "Patient/pat-1"));
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.launchRequest(App.SCOPE, pkce, launch);
        assertRefused(visit(request), "access_denied", "This launch is for another user");

        String forBob = realm.register(Map.of("patient", "pat-1", "user", "Practitioner/prac-1"));
        Map<String, String> callback = visit(app.launchRequest(App.SCOPE, pkce, forBob));
        assertThat(app.patient(app.tokens(callback, pkce))).isEqualTo("pat-1");
    }

    @Test
    @DisplayName("attack 20, LCTX-20, 21: a launch that was redeemed can't be replayed, in any browser")
    void replayed() {
        LoginPages browser = realm.browser();
        String launch = realm.register(Map.of("patient", "pat-1"));
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.launchRequest(App.SCOPE, pkce, launch);
        app.tokens(browser.visit(app.authorize(request), "drbob"), pkce);

        assertInvalidLaunch(browser.visit(app.authorize(request), "drbob"));
        assertInvalidLaunch(visit(app.launchRequest(App.SCOPE, Pkce.create(), launch)));
    }

    @Test
    @DisplayName("LCTX-23: a launch that the user denied is used up")
    void denied() {
        App strict = realm.newApp(Map.of("consentRequired", true));
        String launch = realm.register(Map.of("patient", "pat-1"));
        LoginPages browser = realm.browser();
        Map<String, String> request = strict.launchRequest(App.SCOPE, Pkce.create(), launch);
        assertThat(browser.deny(strict.authorize(request), "drbob")).containsEntry("error", "access_denied");
        assertInvalidLaunch(browser.visit(strict.authorize(request), "drbob"));
    }

    @Test
    @DisplayName("LCTX-21, attack 20: reserved for the login that began first; loading that page again works")
    void reserved() {
        String launch = realm.register(Map.of("patient", "pat-3"));
        Pkce pkce = Pkce.create();
        String first = app.authorize(app.launchRequest(App.SCOPE, pkce, launch));
        LoginPages browser = realm.browser();
        browser.open(first);

        assertInvalidLaunch(visit(app.launchRequest(App.SCOPE, Pkce.create(), launch)));

        browser.open(first);
        assertThat(app.patient(app.tokens(browser.visit(first, "drbob"), pkce))).isEqualTo("pat-3");
    }

    @Test
    @DisplayName("attack 20, LCTX-21, 27: of many simultaneous redemptions of one handle one wins")
    void race() throws Exception {
        String launch = realm.register(Map.of("patient", "pat-3"));
        Pkce pkce = Pkce.create();
        String url = app.authorize(app.launchRequest(App.SCOPE, pkce, launch));
        List<LoginPages> browsers = Stream.generate(() -> {
                    LoginPages browser = realm.browser();
                    app.login(browser, "drbob", "openid fhirUser");
                    return browser;
                })
                .limit(6)
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(browsers.size());
        try {
            List<Callable<Map<String, String>>> visits = browsers.stream()
                    .<Callable<Map<String, String>>>map(browser -> () -> browser.visit(url, "drbob"))
                    .toList();
            int codes = 0;
            for (Future<Map<String, String>> visit : threads.invokeAll(visits)) {
                if (visit.get().containsKey("code")) {
                    codes++;
                } else {
                    assertThat(visit.get()).containsEntry("error_description", "invalid launch");
                }
            }
            assertThat(codes).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("attack 20, LCTX-24: forty launches at once in one session, each with its own patient")
    void manyAtOnce() throws Exception {
        LoginPages browser = realm.browser();
        app.launch(browser, "drbob", Map.of("patient", "pat-1"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> launches = IntStream.range(0, 40)
                    .<Callable<String>>mapToObj(i -> () -> {
                        Response tokens = app.launch(browser.copy(), "nobody", Map.of("patient", "p" + i));
                        return app.patient(app.refresh(tokens));
                    })
                    .toList();
            List<Future<String>> patients = threads.invokeAll(launches);
            for (int i = 0; i < patients.size(); i++) {
                assertThat(patients.get(i).get()).isEqualTo("p" + i);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("LCTX-25, SMART-SCOPE-43: patient/ scopes and no patient in the launch: refused, nobody is picked")
    void noPatient() {
        String launch = realm.register(Map.of("encounter", "enc-1"));
        assertRefused(
                visit(app.launchRequest(App.SCOPE, Pkce.create(), launch)),
                "access_denied",
                "There is no patient in the launch context");
        Response tokens = app.launch(realm.browser(), "drbob", "launch openid user/*.rs", Map.of("encounter", "enc-1"));
        assertThat(app.context(tokens)).isEqualTo(Map.of("encounter", "enc-1"));
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: without an EHR a patient gets their own record, a practitioner none")
    void ownRecord() {
        Response tokens = app.login(realm.browser(), "alice", "launch/patient openid fhirUser patient/*.rs");
        assertThat(app.patient(tokens)).isEqualTo("pat-1");
        assertRefused(
                visit(app.request("launch/patient openid patient/*.rs", Pkce.create())),
                "access_denied",
                "No patient was chosen or sent");
    }

    @Test
    @DisplayName("SMART-CTX-12, LCTX-FA-12: fhirContext as strings for an app that wants it so")
    void legacy() {
        App legacy = realm.newApp(Map.of(
                "protocolMappers",
                List.of(Map.of(
                        "name", "SMART app",
                        "protocol", "openid-connect",
                        "protocolMapper", "smart-app",
                        "config", Map.of("legacy.fhir.context", "true")))));
        Map<String, Object> launched = Map.of(
                "patient",
                "pat-1",
                "fhirContext",
                List.of(
                        Map.of("reference", "ImagingStudy/9"),
                        Map.of("canonical", "https://example.org/Questionnaire/1", "type", "Questionnaire"),
                        Map.of("reference", "Task/1", "role", "https://example.org/role")));
        Response tokens = legacy.launch(realm.browser(), "drbob", launched);
        assertThat(legacy.context(tokens).get("fhirContext")).isEqualTo(List.of("ImagingStudy/9"));
        assertThat(legacy.context(legacy.refresh(tokens)).get("fhirContext")).isEqualTo(List.of("ImagingStudy/9"));
    }

    @Test
    @DisplayName("LCTX-21: who has seen the address of a login can neither take the launch over nor spoil it")
    void seenAddress() {
        String launch = realm.register(Map.of("patient", "pat-5"));
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.launchRequest(App.SCOPE, pkce, launch);
        LoginPages victim = realm.browser();
        victim.open(app.authorize(request));

        LoginPages thief = realm.browser();
        assertInvalidLaunch(thief.visit(app.authorize(request), "carol"));
        assertInvalidLaunch(thief.visit(app.authorize(app.launchRequest(App.SCOPE, Pkce.create(), launch)), "carol"));
        Map<String, String> silent = new LinkedHashMap<>(request);
        silent.put("prompt", "none");
        assertThat(realm.browser().visit(app.authorize(silent), "carol")).doesNotContainKey("code");

        assertThat(app.patient(app.tokens(victim.visit(app.authorize(request), "drbob"), pkce)))
                .isEqualTo("pat-5");
    }

    @Test
    @DisplayName("LCTX-21: the app's launch page loaded again in the same browser makes a new challenge and goes on")
    void launchPageAgain() {
        String launch = realm.register(Map.of("patient", "pat-5"));
        LoginPages browser = realm.browser();
        browser.open(app.authorize(app.launchRequest(App.SCOPE, Pkce.create(), launch)));

        Pkce pkce = Pkce.create();
        String again = app.authorize(app.launchRequest(App.SCOPE, pkce, launch));
        assertInvalidLaunch(realm.browser().visit(again, "drbob"));
        assertThat(app.patient(app.tokens(browser.visit(again, "drbob"), pkce))).isEqualTo("pat-5");
    }

    @Test
    @DisplayName("LCTX-22: where the EHR names no user, a patient still gets no other patient's launch")
    void otherPatient() {
        String launch = realm.register(Map.of("patient", "pat-2"));
        assertRefused(
                realm.browser().visit(app.authorize(app.launchRequest(App.SCOPE, Pkce.create(), launch)), "alice"),
                "access_denied",
                "This launch is for another user");
        assertThat(app.patient(app.launch(realm.browser(), "alice", Map.of("patient", "pat-1"))))
                .isEqualTo("pat-1");
    }

    @Test
    @DisplayName("LCTX-20: no context for a user to whom the scope launch is not open")
    void launchNotGranted() {
        SmartRealm gated = otherRealm;
        String launchScope =
                gated.admin.get(gated.path("/client-scopes")).jsonPath().getString("find { it.name == 'launch' }.id");
        gated.admin.post(gated.path("/roles"), Map.of("name", "launcher"));
        Map<String, Object> role =
                gated.admin.get(gated.path("/roles/launcher")).jsonPath().getMap("");
        gated.admin.post(gated.path("/client-scopes/" + launchScope + "/scope-mappings/realm"), List.of(role));
        App chart = gated.app("growth-chart");
        Response tokens = chart.launch(
                gated.browser(), "drbob", "launch openid user/*.rs", Map.of("patient", "pat-1", "intent", "x"));
        assertThat(tokens.<String>path("scope").split(" ")).doesNotContain("launch");
        assertThat(chart.context(tokens)).isEmpty();
    }

    @Test
    @DisplayName("SMART-CTX-10, LCTX-14: an extension can't take the place of another claim")
    void extensionCollides() {
        App mapped = realm.newApp(Map.of(
                "protocolMappers",
                List.of(Map.of(
                        "name", "claims",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-hardcoded-claim-mapper",
                        "config",
                                Map.of(
                                        "claim.name", "urn:example:roles",
                                        "claim.value", "reader",
                                        "jsonType.label", "String",
                                        "access.token.claim", "true")))));
        Pkce pkce = Pkce.create();
        String launch = realm.register(
                Map.of("patient", "pat-1", "extensions", Map.of("urn:example:roles", "admin", "__x", 1)));
        Map<String, String> callback =
                realm.browser().visit(mapped.authorize(mapped.launchRequest(App.SCOPE, pkce, launch)), "drbob");
        Response refused = mapped.redeem(callback.get("code"), pkce.verifier());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("invalid_grant");
    }

    @Test
    @DisplayName("LCTX-24: a context near the limit of the API is refreshed too")
    void largeContext() {
        Map<String, Object> context = Map.of("patient", "pat-1", "extensions", Map.of("__notes", "x".repeat(12_000)));
        Response tokens = app.launch(realm.browser(), "drbob", context);
        assertThat(app.refresh(tokens).<String>path("__notes")).hasSize(12_000);
    }

    @Test
    @DisplayName("SMART-SCOPE-40: launch as a default scope gives no token that speaks of a launch without one")
    void launchByDefault() {
        App defaults = realm.newApp(Map.of(
                "defaultClientScopes", List.of("basic", "launch"), "optionalClientScopes", List.of("user/*.cruds")));
        Map<String, String> request = defaults.request("openid user/*.rs", Pkce.create());
        assertThat(realm.browser().visit(defaults.authorize(request), "drbob"))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("code");
    }

    @Test
    @DisplayName("SMART-AUTHZ-2: default scopes give no code to a request that asked for nothing and named no server")
    void defaultScopes() {
        App defaults = realm.newApp(Map.of(
                "defaultClientScopes", List.of("basic", "user/*.cruds"), "optionalClientScopes", List.of("launch")));
        Map<String, String> request = defaults.request("openid", Pkce.create());
        request.remove("aud");
        assertThat(realm.browser().visit(defaults.authorize(request), "drbob"))
                .containsEntry("error", "invalid_request")
                .containsEntry("iss", realm.url)
                .doesNotContainKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"smart_launch", "smart_fhir_server", "smart_anything"})
    @DisplayName("attack 30: parameters with the pack's own names are not taken from a caller")
    void ownNames(String name) {
        String victims = realm.register(Map.of("patient", "pat-6"));
        Map<String, String> request = app.request("openid fhirUser user/*.rs", Pkce.create());
        request.put(name, victims);
        request.put("patient", "pat-6");
        request.put("fhirUser", "Practitioner/admin");
        Pkce pkce = Pkce.create();
        request.put("code_challenge", pkce.challenge());
        Response tokens = app.tokens(visit(request), pkce);
        assertThat(app.context(tokens)).isEmpty();
        assertThat(Jwt.claims(tokens.path("id_token")).getString("fhirUser")).isEqualTo("Practitioner/prac-1");
    }
}
