/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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
import org.smartpack.keycloak.testkit.koppeltaal.FhirStub;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.PatientStep;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandaloneLaunchIT {

    private static final String SCOPE = "launch/patient openid fhirUser online_access patient/*.rs";

    private final Pkce pkce = Pkce.create();
    private SmartRealm realm;
    private PatientStep step;
    private App app;

    @BeforeAll
    void start(Admin admin) {
        realm = SmartRealm.create(admin);
        step = PatientStep.on(realm);
        app = realm.newApp(Map.of("name", "Growth & <b>Chart"));
        realm.createUser("petra");
        realm.fhirUser("petra", "Person/per-1");
        realm.createUser("nobody");
    }

    @AfterAll
    void stop() {
        step.close();
    }

    @AfterEach
    void asBefore() {
        step.enable(true);
        step.reach(step.address());
        step.configure(Map.of());
    }

    private Response open(LoginPages browser, String user, String scope) {
        Response page = browser.open(app.authorize(app.request(scope, pkce)));
        return page.asString().contains("kc-form-login") ? browser.submitLogin(page, user) : page;
    }

    private static List<String> offered(Response page) {
        assertThat(page.statusCode()).isEqualTo(200);
        return page.htmlPath().getList("**.findAll { it.name() == 'button' && it.@name == 'patient' }.@value");
    }

    private Response tokens(LoginPages browser, Response page) {
        assertThat(browser.callback(page)).as(page.asString()).containsKey("code");
        return app.tokens(browser.callback(page), pkce);
    }

    private void assertRefused(LoginPages browser, Response page, String error) {
        assertThat(browser.callback(page)).containsEntry("error", error).doesNotContainKey("code");
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: a practitioner chooses; token, introspection and refresh have that patient")
    void practitioner() {
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", SCOPE);
        assertThat(offered(page)).contains("pat-1", "pat-2", "pat-6").doesNotHaveDuplicates();
        assertThat(page.asString())
                .contains("Alice Archer", "February 11, 1984", "100001", "role=\"search\"")
                .contains("Growth &amp; &lt;b&gt;Chart")
                .doesNotContain("<b>Chart");
        Response tokens = tokens(browser, browser.send(page, Map.of("patient", "pat-3")));
        assertThat(app.patient(tokens)).isEqualTo("pat-3");
        assertThat(app.patient(app.refresh(tokens))).isEqualTo("pat-3");
    }

    @Test
    @DisplayName("SMART-LAUNCH-5, LCTX-FA-10: search by name, birth date, record number; one hit isn't chosen alone")
    void search() {
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", SCOPE);
        page = browser.send(page, Map.of("search", "true", "name", "dolo delg", "birthdate", "", "identifier", ""));
        assertThat(offered(page)).containsExactly("pat-4");
        assertThat(page.asString())
                .as("a screen reader reads aloud how a date is written")
                .contains("id=\"smart-birthdate-hint\"", "aria-describedby=\"smart-birthdate-hint\"");
        page = browser.send(page, Map.of("search", "true", "name", "", "birthdate", "1957-09-30"));
        assertThat(offered(page)).containsExactly("pat-2");
        step.configure(Map.of("record.number.system", "http://hospital.example.org/record-number"));
        page = browser.send(page, Map.of("search", "true", "identifier", "100005"));
        assertThat(offered(page)).containsExactly("pat-5");
        page = browser.send(page, Map.of("search", "true", "name", "x\"><script>alert(1)</script>,a|b\\$&_count=1"));
        assertThat(offered(page)).isEmpty();
        assertThat(page.asString()).contains("No patients were found").doesNotContain("<script>alert");
        page = browser.send(page, Map.of("search", "true", "birthdate", "30-9-1957"));
        assertThat(offered(page)).isEmpty();
        assertThat(page.asString())
                .contains("Write it like 1984-02-11", "value=\"30-9-1957\"")
                .doesNotContain("be reached", "No patients were found");
        page = browser.send(page, Map.of("search", "true", "birthdate", "1957-09"));
        assertThat(offered(page)).containsExactly("pat-2");
        // What was searched for before isn't remembered by another login.
        assertThat(offered(open(realm.browser(), "drbob", SCOPE))).hasSizeGreaterThan(5);
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: a long list comes in pages; a patient of any page that was shown can be chosen")
    void pages(Admin admin) {
        SmartRealm many = SmartRealm.create(admin);
        try (PatientStep own = PatientStep.on(many)) {
            App reader = many.newApp(Map.of());
            String token = reader.login(many.browser(), "drbob", "openid fhirUser user/Patient.c")
                    .path("access_token");
            for (int i = 0; i < 8; i++) {
                given().auth()
                        .oauth2(token)
                        .contentType("application/fhir+json")
                        .body("{\"resourceType\":\"Patient\"}")
                        .post(own.address() + "/Patient")
                        .then()
                        .statusCode(201);
            }
            LoginPages browser = many.browser();
            Response first = browser.submitLogin(browser.open(reader.authorize(reader.request(SCOPE, pkce))), "drbob");
            assertThat(offered(first)).hasSize(10);
            Response last = browser.send(first, Map.of("more", "true"));
            assertThat(offered(last)).hasSize(5).doesNotContainAnyElementsOf(offered(first));
            assertThat(last.asString()).doesNotContain("name=\"more\"");
            String chosen = offered(first).get(9);
            Response tokens = reader.tokens(browser.callback(browser.send(last, Map.of("patient", chosen))), pkce);
            assertThat(reader.patient(tokens)).isEqualTo(chosen);
        }
    }

    @Test
    @DisplayName("SMART-LAUNCH-5, LCTX-FA-10: a patient gets the own record, no page; patient/ scopes alone do as well")
    void patient() {
        for (String scope : List.of(SCOPE, "openid patient/*.rs")) {
            LoginPages browser = realm.browser();
            Response tokens = tokens(browser, open(browser, "alice", scope));
            assertThat(app.patient(tokens)).isEqualTo("pat-1");
        }
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: a related person and a Person choose among those whom they care for, and no others")
    void caregivers() {
        for (Map.Entry<String, List<String>> user : Map.of(
                        "carol", List.of("pat-2"), "petra", List.of("pat-2", "pat-3"))
                .entrySet()) {
            LoginPages browser = realm.browser();
            Response page = open(browser, user.getKey(), SCOPE);
            assertThat(offered(page)).containsExactlyInAnyOrderElementsOf(user.getValue());
            assertThat(page.asString()).doesNotContain("role=\"search\"");
            page = browser.send(page, Map.of("patient", "pat-1"));
            assertThat(offered(page)).containsExactlyInAnyOrderElementsOf(user.getValue());
            page = browser.send(page, Map.of("search", "true", "name", "Alice"));
            assertThat(offered(page)).containsExactlyInAnyOrderElementsOf(user.getValue());
            Response tokens = tokens(browser, browser.send(page, Map.of("patient", "pat-2")));
            assertThat(app.patient(tokens)).isEqualTo("pat-2");
        }
    }

    @Test
    @DisplayName("LCTX-22: a related person is launched by an EHR for the patients they care for, and for no others")
    void caregiverInTheEhr() {
        Response tokens = app.launch(realm.browser(), "carol", Map.of("patient", "pat-2"));
        assertThat(app.patient(tokens)).isEqualTo("pat-2");
        for (Map<String, Object> context : List.<Map<String, Object>>of(
                Map.of("patient", "pat-1"), Map.of("patient", "pat-1", "user", "RelatedPerson/rel-1"))) {
            String launch = realm.register(context);
            Map<String, String> request = app.launchRequest(App.SCOPE, Pkce.create(), launch);
            assertThat(realm.browser().visit(app.authorize(request), "carol"))
                    .containsEntry("error", "access_denied")
                    .doesNotContainKey("code");
        }
        // While the FHIR server can't be asked nobody is believed; afterwards the launch is there again, in that
        // browser.
        String launch = realm.register(Map.of("patient", "pat-2"));
        LoginPages browser = realm.browser();
        step.reach("http://127.0.0.1:1/fhir");
        assertThat(browser.visit(app.authorize(app.launchRequest(App.SCOPE, Pkce.create(), launch)), "carol"))
                .containsEntry("error", "access_denied");
        step.reach(step.address());
        Pkce again = Pkce.create();
        Response later =
                app.tokens(browser.visit(app.authorize(app.launchRequest(App.SCOPE, again, launch)), "carol"), again);
        assertThat(app.patient(later)).isEqualTo("pat-2");
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: who is nobody at the FHIR server gets no page and no code")
    void unknownUser() {
        LoginPages browser = realm.browser();
        assertRefused(browser, open(browser, "nobody", SCOPE), "access_denied");
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: prompt=none is interaction_required where there is something to choose")
    void silent() {
        Map<String, String> request = app.request(SCOPE, pkce);
        request.put("prompt", "none");
        LoginPages practitioner = realm.browser();
        open(practitioner, "drbob", "openid fhirUser");
        assertRefused(practitioner, practitioner.open(app.authorize(request)), "interaction_required");
        LoginPages patient = realm.browser();
        open(patient, "alice", "openid fhirUser");
        Pkce other = Pkce.create();
        request = app.request(SCOPE, other);
        request.put("prompt", "none");
        assertThat(patient.callback(patient.open(app.authorize(request)))).containsKey("code");
    }

    @Test
    @DisplayName("attack 22: a patient who wasn't shown, or who is sent twice, isn't chosen")
    void notOffered() {
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", SCOPE);
        page = browser.send(page, Map.of("search", "true", "name", "nobody of this name"));
        LoginPages fresh = realm.browser();
        Response search = fresh.send(open(fresh, "drbob", SCOPE), Map.of("search", "true", "birthdate", "1957-09-30"));
        for (Map<String, ?> form : List.of(
                Map.of("patient", "kt-pat-1x"),
                Map.of("patient", "../Patient/pat-1"),
                Map.of("patient", ""),
                Map.of("patient", List.of("pat-1", "pat-2")),
                Map.of("patient", "Patient/pat-2"))) {
            search = fresh.send(search, form);
            assertThat(fresh.callback(search)).as(form.toString()).isEmpty();
            assertThat(offered(search)).as(form.toString()).isNotEmpty();
        }
        assertThat(browser.callback(page)).isEmpty();
    }

    @Test
    @DisplayName("attack 22, attack 29: the page's form without its code, or with another login's, chooses nothing")
    void foreignForm() {
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", SCOPE);
        String action = LoginPages.action(page);
        Response withoutCode =
                browser.submitTo(action.replaceAll("session_code=[^&]*&", ""), Map.of("patient", "pat-1"));
        assertThat(browser.callback(withoutCode)).isEmpty();
        Response wrongCode = browser.submitTo(
                action.replaceAll("session_code=[^&]*", "session_code=made-up"), Map.of("patient", "pat-1"));
        assertThat(browser.callback(wrongCode)).isEmpty();
        LoginPages stranger = realm.browser();
        Response foreign = stranger.submitTo(action, Map.of("patient", "pat-1"));
        assertThat(stranger.callback(foreign)).doesNotContainKey("code");
    }

    @Test
    @DisplayName("attack 22, LCTX-FA-10: the page's form during an EHR's launch changes nothing of that launch")
    void formInAnotherLaunch() {
        LoginPages browser = realm.browser();
        Pkce own = Pkce.create();
        String launch = realm.register(Map.of("patient", "pat-1"));
        Response login = browser.open(app.authorize(app.launchRequest(App.SCOPE, own, launch)));
        String forged = LoginPages.action(login)
                .replace("/login-actions/authenticate", "/login-actions/required-action")
                .replaceAll("execution=[^&]*", "execution=smart-patient");
        Response answer = browser.submitTo(forged, Map.of("patient", "pat-5"));
        assertThat(browser.callback(answer)).isEmpty();
        Response again = browser.open(app.authorize(app.launchRequest(App.SCOPE, own, launch)));
        assertThat(app.patient(app.tokens(browser.goOn(again, "drbob"), own))).isEqualTo("pat-1");
    }

    @Test
    @DisplayName(
            "SMART-LAUNCH-5, attack 20: two tabs of one browser choose for themselves; nothing comes from an EHR's launch")
    void tabs() {
        LoginPages browser = realm.browser();
        Response ehr = app.launch(browser, "drbob", Map.of("patient", "pat-1", "encounter", "enc-1"));
        Pkce first = Pkce.create();
        Pkce second = Pkce.create();
        Response one = browser.open(app.authorize(app.request(SCOPE, first)));
        Response two = browser.open(app.authorize(app.request(SCOPE, second)));
        assertThat(offered(one)).isNotEmpty();
        two = browser.send(two, Map.of("patient", "pat-3"));
        assertThat(browser.callback(two)).as(two.asString()).containsKey("code");
        Response tokensOfTwo = app.tokens(browser.callback(two), second);
        // A login that ends makes Keycloak show the pages of the other tabs anew; nothing was chosen there.
        one = browser.send(one, Map.of("patient", "pat-2"));
        assertThat(browser.callback(one)).isEmpty();
        one = browser.send(one, Map.of("patient", "pat-2"));
        Response tokensOfOne = app.tokens(browser.callback(one), first);
        assertThat(app.context(tokensOfOne)).isEqualTo(Map.of("patient", "pat-2"));
        assertThat(app.context(tokensOfTwo)).isEqualTo(Map.of("patient", "pat-3"));
        assertThat(app.patient(app.refresh(ehr))).isEqualTo("pat-1");
        assertThat(app.patient(app.refresh(tokensOfTwo))).isEqualTo("pat-3");
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: who cancels gives the app access_denied")
    void cancelled() {
        LoginPages browser = realm.browser();
        Response page = open(browser, "drbob", SCOPE);
        assertRefused(browser, browser.send(page, Map.of("cancel", "true")), "access_denied");
    }

    @Test
    @DisplayName("attack 23: while the FHIR server can't be asked there is a page with a way back, and no token")
    void unavailable() {
        LoginPages browser = realm.browser();
        step.reach("http://127.0.0.1:1/fhir");
        Response page = open(browser, "drbob", SCOPE);
        assertThat(page.asString()).contains("name=\"accept\"", "name=\"cancel\"", "Try again");
        assertThat(browser.callback(page)).isEmpty();
        page = browser.send(page, Map.of("patient", "pat-1"));
        assertThat(browser.callback(page)).isEmpty();
        step.reach(step.address());
        page = browser.send(page, Map.of("accept", "retry"));
        assertThat(offered(page)).contains("pat-1");
        step.reach("http://127.0.0.1:1/fhir");
        page = browser.send(page, Map.of("patient", "pat-1"));
        assertThat(browser.callback(page)).isEmpty();
        assertRefused(browser, browser.send(page, Map.of("cancel", "true")), "access_denied");
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: an encounter of the chosen patient, where the app asks for one; or none")
    void encounter() {
        String scope = "launch/encounter " + SCOPE;
        LoginPages browser = realm.browser();
        Response page = browser.send(open(browser, "drbob", scope), Map.of("patient", "pat-2"));
        List<String> encounters =
                page.htmlPath().getList("**.findAll { it.name() == 'button' && it.@name == 'encounter' }.@value");
        assertThat(encounters).containsExactly("enc-2");
        page = browser.send(page, Map.of("encounter", "enc-1"));
        assertThat(browser.callback(page)).isEmpty();
        assertThat(page.asString()).contains("Bram Bakker", "100002");
        // The browser went back, and the user chose another patient there.
        page = browser.send(page, Map.of("patient", "pat-3"));
        assertThat(page.asString()).contains("Chidi Okafor", "value=\"enc-3\"");
        page = browser.send(page, Map.of("another", "true"));
        assertThat(offered(page)).contains("pat-2");
        page = browser.send(page, Map.of("patient", "pat-2"));
        step.reach("http://127.0.0.1:1/fhir");
        page = browser.send(page, Map.of("encounter", "enc-2"));
        page = browser.send(page, Map.of("accept", "retry"));
        assertThat(browser.callback(page))
                .as("trying again isn't going on without one")
                .isEmpty();
        step.reach(step.address());
        page = browser.send(page, Map.of("accept", "retry"));
        assertThat(page.asString()).contains("Bram Bakker");
        Response chosen = tokens(browser, browser.send(page, Map.of("encounter", "enc-2")));
        assertThat(app.context(chosen)).isEqualTo(Map.of("patient", "pat-2", "encounter", "enc-2"));

        LoginPages without = realm.browser();
        Pkce other = Pkce.create();
        page = without.submitLogin(without.open(app.authorize(app.request(scope, other))), "alice");
        assertThat(page.asString()).contains("Continue without a visit");
        Response none = app.tokens(without.callback(without.send(page, Map.of("accept", "none"))), other);
        assertThat(app.context(none)).isEqualTo(Map.of("patient", "pat-1"));
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: visits come in pages, current ones first, then the latest; all can be chosen")
    void manyEncounters(Admin admin) {
        SmartRealm many = SmartRealm.create(admin);
        try (PatientStep own = PatientStep.on(many)) {
            App reader = many.newApp(Map.of());
            String token = reader.login(many.browser(), "drbob", "openid fhirUser user/Patient.c user/Encounter.c")
                    .path("access_token");
            String patient = create(own, token, "Patient", "\"name\":[{\"text\":\"Many Visits\"}]");
            List<String> ids = new ArrayList<>();
            ids.add(visit(own, token, patient, "in-progress", "2019-01-01"));
            for (int day : new int[] {3, 12, 7, 1, 9, 11, 2, 10, 5, 4, 8, 6}) {
                ids.add(visit(own, token, patient, "finished", String.format("2025-03-%02d", day)));
            }
            ids.add(visit(own, token, patient, "cancelled", "2025-04-01"));
            LoginPages browser = many.browser();
            Response page = browser.submitLogin(
                    browser.open(reader.authorize(reader.request("launch/encounter " + SCOPE, pkce))), "drbob");
            page = browser.send(page, Map.of("patient", patient));
            List<String> first = visits(page);
            assertThat(first)
                    .hasSize(10)
                    .startsWith(ids.get(0), ids.get(2), ids.get(6))
                    .doesNotContain(ids.get(13));
            assertThat(page.asString()).contains("More visits", "From January 1, 2019", "From March 12, 2025");
            page = browser.send(page, Map.of("more", "true"));
            assertThat(page.asString()).contains("Many Visits").doesNotContain("More visits");
            // The current one is here too, in its turn.
            assertThat(visits(page)).containsExactly(ids.get(0), ids.get(1), ids.get(7), ids.get(4));
            page = browser.send(page, Map.of("encounter", first.get(9)));
            Response tokens = reader.tokens(browser.callback(page), pkce);
            assertThat(reader.context(tokens)).isEqualTo(Map.of("patient", patient, "encounter", first.get(9)));
        }
    }

    private static String visit(PatientStep server, String token, String patient, String status, String day) {
        return create(
                server,
                token,
                "Encounter",
                "\"status\":\"" + status + "\",\"class\":{\"code\":\"AMB\"},\"subject\":{\"reference\":\"Patient/"
                        + patient + "\"},\"period\":{\"start\":\"" + day + "\"}");
    }

    private static String create(PatientStep server, String token, String type, String members) {
        String location = given().auth()
                .oauth2(token)
                .contentType("application/fhir+json")
                .body("{\"resourceType\":\"" + type + "\"," + members + "}")
                .post(server.address() + "/" + type)
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        return location.replaceFirst(".*/" + type + "/([^/]+).*", "$1");
    }

    private static List<String> visits(Response page) {
        return page.htmlPath().getList("**.findAll { it.name() == 'button' && it.@name == 'encounter' }.@value");
    }

    private static String patient(String id, boolean isActive) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"active\":" + isActive + "}";
    }

    private static String searchset(String resources, String next) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":["
                + resources + "]"
                + (next.isEmpty() ? "" : ",\"link\":[{\"relation\":\"next\",\"url\":\"" + next + "\"}]")
                + "}";
    }

    private static String entries(int count, boolean areActive) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"resource\":" + patient("p-" + i, areActive) + "}")
                .collect(Collectors.joining(","));
    }

    @Test
    @DisplayName("attack 23: a FHIR server that sends more than it was asked for makes no endless page")
    void longPage() {
        try (FhirStub stub = new FhirStub()) {
            step.reach(stub.url());
            stub.answer("Patient", searchset(entries(2000, true), ""));
            LoginPages browser = realm.browser();
            Response page = open(browser, "drbob", SCOPE);
            assertThat(offered(page)).hasSize(100);
            assertThat(page.asString().length()).isLessThan(100_000);
            // A page of records that are no longer in use says that it isn't the last one.
            stub.answer("Patient", searchset(entries(10, false), stub.url() + "/Patient?page=2"));
            page = browser.send(page, Map.of("search", "true", "name", "x"));
            assertThat(offered(page)).isEmpty();
            assertThat(page.asString())
                    .contains("nothing to choose on this page", "name=\"more\"")
                    .doesNotContain("No patients were found");
        }
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: a choice costs one request for the patient and two for the visits")
    void fewRequests() {
        try (FhirStub stub = new FhirStub()) {
            step.reach(stub.url());
            stub.answer("Patient", searchset("{\"resource\":" + patient("pat-1", true) + "}", ""));
            stub.answer("Patient/pat-1", patient("pat-1", true));
            stub.answer("Encounter", searchset("", ""));
            LoginPages browser = realm.browser();
            Response page = open(browser, "drbob", "launch/encounter " + SCOPE);
            int before = stub.asked().size();
            tokens(browser, browser.send(page, Map.of("patient", "pat-1")));
            assertThat(stub.asked().stream().skip(before).map(asked -> asked.split(" ")[0]))
                    .containsExactly("Patient/pat-1", "Encounter", "Encounter");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SCOPE, "openid patient/*.rs"})
    @DisplayName("SMART-LAUNCH-5: where the realm has no such step the launch of anybody but a patient is refused")
    void stepOff(String scope) {
        step.enable(false);
        LoginPages browser = realm.browser();
        assertRefused(browser, open(browser, "drbob", scope), "access_denied");
        assertRefused(
                browser, browser.open(app.authorize(app.request("launch/encounter " + scope, pkce))), "invalid_scope");
        LoginPages patient = realm.browser();
        assertThat(app.patient(tokens(patient, open(patient, "alice", scope)))).isEqualTo("pat-1");
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: patient/ scopes alone are refused where the realm wants launch/patient")
    void contextScope() {
        step.configure(Map.of("launch.patient.required", "true"));
        LoginPages browser = realm.browser();
        assertRefused(browser, browser.open(app.authorize(app.request("openid patient/*.rs", pkce))), "invalid_scope");
        assertThat(offered(open(realm.browser(), "drbob", SCOPE))).isNotEmpty();
    }

    @Test
    @DisplayName("SMART-DISC-7: the capabilities of standalone launches are there where they work")
    void discovery() {
        List<String> standalone =
                List.of("launch-standalone", "context-standalone-patient", "context-standalone-encounter");
        assertThat(capabilities()).containsAll(standalone);
        step.enable(false);
        assertThat(capabilities()).doesNotContainAnyElementsOf(standalone).contains("launch-ehr");
    }

    private List<String> capabilities() {
        return given().get(realm.url + "/.well-known/smart-configuration")
                .jsonPath()
                .getList("capabilities");
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: what a user chose ends with who the user is, whatever the app asked for")
    void changedPerson() {
        realm.createUser("eve");
        realm.fhirUser("eve", "Practitioner/prac-1");
        LoginPages browser = realm.browser();
        Response page = open(browser, "eve", "launch/patient openid online_access patient/*.rs");
        Response tokens = tokens(browser, browser.send(page, Map.of("patient", "pat-4")));
        assertThat(app.patient(app.refresh(tokens))).isEqualTo("pat-4");
        realm.fhirUser("eve", "Practitioner/kt-prac-1");
        Response refreshed = app.refresh(tokens);
        assertThat(refreshed.statusCode()).as(refreshed.asString()).isEqualTo(400);
        assertThat(refreshed.<String>path("error")).isEqualTo("invalid_grant");
    }

    @Test
    @DisplayName("attack 22: kc_action can't leave the step out")
    void leftOut() {
        Map<String, String> request = new LinkedHashMap<>(app.request("launch/encounter " + SCOPE, pkce));
        request.put("kc_action", "smart-patient");
        for (String user : List.of("drbob", "alice")) {
            LoginPages browser = realm.browser();
            Response page = browser.submitLogin(browser.open(app.authorize(request)), user);
            assertThat(browser.callback(page)).as(user).isEmpty();
            assertThat(page.asString()).as(user).contains("smart-choice");
        }
    }

    @Test
    @DisplayName("kc_action can't call the step, and other logins have none")
    void notCalled() {
        Map<String, String> request = new LinkedHashMap<>(app.request("openid fhirUser", pkce));
        request.put("kc_action", "smart-patient");
        LoginPages browser = realm.browser();
        Response page = browser.submitLogin(browser.open(app.authorize(request)), "drbob");
        assertThat(browser.callback(page)).containsKey("code");
    }
}
