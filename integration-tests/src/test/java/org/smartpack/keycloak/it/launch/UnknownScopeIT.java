/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** Scopes that the app doesn't have, in an app's request. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnknownScopeIT {

    /** What a widespread EHR's sample app asks for. */
    private static final String WIDE =
            "launch/patient launch/location smart/orchestrate_launch openid fhirUser offline_access patient/*.rs";

    private SmartRealm realm;
    private Admin admin;
    private App app;

    @BeforeAll
    void realm(Admin administrator) {
        admin = administrator;
        realm = SmartRealm.create(administrator);
        app = realm.newApp(Map.of());
    }

    private List<String> granted(Response tokens) {
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        assertThat(Jwt.claims(tokens.path("access_token")).getString("scope")).isEqualTo(tokens.<String>path("scope"));
        return List.of(tokens.<String>path("scope").split(" "));
    }

    private void assertEvent(String type, App asked, String... dropped) {
        assertThat(admin.events(realm.name, type))
                .filteredOn(event -> asked.clientId().equals(event.get("clientId")))
                .anySatisfy(event -> assertThat(((Map<?, ?>) event.get("details")).get("dropped_scopes"))
                        .isNotNull()
                        .satisfies(
                                names -> assertThat(names.toString().split(" ")).contains(dropped)));
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-3: what the app doesn't have is dropped; answer and events tell; no refresh brings it back")
    void drops() {
        App other = realm.newApp(Map.of());
        Response tokens = other.login(realm.browser(), "alice", WIDE);
        assertThat(granted(tokens))
                .contains("launch/patient", "openid", "fhirUser", "offline_access", "patient/*.rs")
                .doesNotContain("launch/location", "smart/orchestrate_launch");
        assertThat(other.patient(tokens)).isEqualTo("pat-1");
        assertEvent("LOGIN", other, "launch/location", "smart/orchestrate_launch");
        assertEvent("CODE_TO_TOKEN", other, "launch/location", "smart/orchestrate_launch");

        String uuid = realm.client(other.clientId()).id();
        for (String late : List.of("launch/location", "smart/orchestrate_launch")) {
            String id = admin.createScope(realm.name, late, Map.of("include.in.token.scope", "true"));
            admin.assign(realm.name, uuid, id, false);
        }
        Response refreshed = other.refresh(tokens);
        assertThat(granted(refreshed)).containsExactlyInAnyOrderElementsOf(granted(tokens));
        assertThat(granted(other.refresh(refreshed))).containsExactlyInAnyOrderElementsOf(granted(tokens));
        Response asked = other.refresh(refreshed, "patient/*.rs smart/orchestrate_launch");
        assertThat(asked.statusCode()).isEqualTo(400);
        assertThat(asked.<String>path("error_description")).startsWith("smart/orchestrate_launch ");
    }

    @Test
    @DisplayName("SMART-SCOPE-3: what was dropped doesn't come back as a default scope of the client either")
    void defaultLater() {
        App other = realm.newApp(Map.of());
        Response tokens = other.login(realm.browser(), "alice", WIDE + " own-scope");
        String uuid = realm.client(other.clientId()).id();
        for (String late : List.of("own-scope", "another-scope")) {
            String id = admin.createScope(realm.name, late, Map.of("include.in.token.scope", "true"));
            admin.assign(realm.name, uuid, id, true);
        }
        Response refreshed = other.refresh(tokens);
        assertThat(granted(refreshed)).contains("another-scope").doesNotContain("own-scope");
        assertThat(granted(other.refresh(refreshed))).contains("patient/*.rs").doesNotContain("own-scope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "patient/Foo.rs",
                "patient/Observation.sr",
                "launch/location",
                "launch/Location",
                "system/*.rs",
                "organization:*",
                "organization:acme",
                "PROFILE",
                "Offline_Access",
                "name:value",
                "__ours",
                "http://example.org/scope"
            })
    @DisplayName("SMART-SCOPE-3, 10: one scope that the app doesn't have spoils no request, whatever its shape")
    void dropsOne(String scope) {
        Response tokens = app.login(realm.browser(), "alice", "launch/patient openid patient/Patient.read " + scope);
        assertThat(granted(tokens))
                .contains("launch/patient", "openid", "patient/Patient.read")
                .doesNotContain(scope, scope.toLowerCase(java.util.Locale.ROOT));
        assertThat(tokens.<String>path("refresh_token")).isNull();
    }

    @Test
    @DisplayName("SMART-SCOPE-3: the launch alone is enough to be left")
    void launchIsLeft() {
        Map<String, Object> context = Map.of("patient", "pat-2");
        Response tokens = app.launch(realm.browser(), "drbob", "launch openid nonsense patient/Foo.rs", context);
        assertThat(granted(tokens)).contains("launch", "openid").doesNotContain("nonsense", "patient/Foo.rs");
        assertThat(app.patient(tokens)).isEqualTo("pat-2");
    }

    @ParameterizedTest
    @CsvSource({
        "launch/location smart/orchestrate_launch, launch/location",
        "openid fhirUser nonsense, nonsense",
        "openid patient/Foo.rs nonsense, patient/Foo.rs",
        "openid fhirUser patient/Foo.rs, patient/Foo.rs"
    })
    @DisplayName("SMART-SCOPE-3, 65: where neither data nor launch is left, the refusal names the scope")
    void nothingLeft(String scope, String named) {
        assertRefused(app, scope, named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"launch", "launch/patient", "launch/encounter", "launch/patient?role=x"})
    @DisplayName("SMART-SCOPE-3: launch contexts that an app can't do without are refused by name, never dropped")
    void neverDropped(String launch) {
        App without =
                realm.newApp(Map.of("optionalClientScopes", List.of("fhirUser", "user/*.cruds", "patient/*.cruds")));
        assertRefused(without, "openid user/*.rs nonsense " + launch, launch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LAUNCH",
                "Launch/patient",
                "launch/Patient",
                "launch/patient?x=y",
                "launch/patient?role=",
                "launch/patient/",
                "launch/ENCOUNTER",
                "launch/",
                "launch?patient",
                "launch%2Fpatient",
                "http://smarthealthit.org/fhir/scopes/launch/Patient",
                "http://smarthealthit.org/fhir/scopes/LAUNCH"
            })
    @DisplayName("SMART-SCOPE-3: in no other spelling are they dropped either, though the app has them")
    void neverDroppedHoweverWritten(String launch) {
        assertRefused(app, "openid user/*.rs " + launch, launch);
    }

    @Test
    @DisplayName("SMART-SCOPE-3: the events have the names of what was dropped, malformed ones too, and nothing else")
    void namesInEvents() {
        App other = realm.newApp(Map.of());
        other.login(
                realm.browser(),
                "alice",
                "launch/patient patient/*.rs patient/Foo.rs patient/Patient.sr launch/Location nonsense");
        for (String type : List.of("LOGIN", "CODE_TO_TOKEN")) {
            assertThat(admin.events(realm.name, type))
                    .filteredOn(event -> other.clientId().equals(event.get("clientId")))
                    .singleElement()
                    .satisfies(event -> assertThat(((Map<?, ?>) event.get("details"))
                                    .get("dropped_scopes")
                                    .toString()
                                    .split(" "))
                            .containsExactlyInAnyOrder(
                                    "patient/Foo.rs", "patient/Patient.sr", "launch/Location", "nonsense"));
        }
    }

    @Test
    @DisplayName("SMART-SCOPE-3: an organization that the app may ask for isn't dropped, and stays at refresh")
    void organization() {
        SmartRealm organized = SmartRealm.create(admin, Map.of("organizationsEnabled", true));
        Response created = admin.post(
                organized.path("/organizations"),
                Map.of("name", "acme", "alias", "acme", "domains", List.of(Map.of("name", "acme.example"))));
        String id = created.header("Location").replaceFirst(".*/", "");
        admin.post(
                organized.path("/organizations/" + id + "/members"),
                organized.user("alice").id());
        App member = organized.newApp(Map.of());
        String scope = admin.get(organized.path("/client-scopes")).path("find { it.name == 'organization' }.id");
        admin.assign(organized.name, organized.client(member.clientId()).id(), scope, false);
        for (String name : List.of("organization:acme", "organization:*", "organization")) {
            Response tokens = member.login(
                    organized.browser(), "alice", "launch/patient patient/*.rs offline_access nonsense " + name);
            assertThat(granted(tokens)).anyMatch(granted -> granted.startsWith("organization"));
            Response refreshed = member.refresh(member.refresh(tokens));
            assertThat(granted(refreshed)).containsExactlyInAnyOrderElementsOf(granted(tokens));
        }
        assertThat(admin.events(organized.name, "CODE_TO_TOKEN")).hasSize(3).allSatisfy(event -> assertThat(
                        ((Map<?, ?>) event.get("details")).get("dropped_scopes"))
                .isEqualTo("nonsense"));
    }

    private void assertRefused(App asked, String scope, String named) {
        Map<String, String> request = asked.request(scope, Pkce.create());
        for (Map<String, String> callback : List.of(
                realm.browser().visit(asked.authorize(request), "alice"),
                realm.browser().submit(realm.endpoint("auth"), request, "alice"))) {
            assertThat(callback)
                    .containsEntry("error", "invalid_scope")
                    .containsEntry("state", "state-of-the-app")
                    .containsEntry("iss", realm.url)
                    .doesNotContainKey("code");
            assertThat(callback.get("error_description"))
                    .startsWith(named + " ")
                    .matches("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]+");
        }
        Response pushed = asked.post("ext/par/request", request);
        assertThat(pushed.statusCode()).as(pushed.asString()).isEqualTo(400);
        assertThat(pushed.<String>path("error_description")).startsWith(named + " ");
        assertThat(admin.events(realm.name, "LOGIN_ERROR"))
                .anySatisfy(event ->
                        assertThat(String.valueOf(event.get("details"))).contains("reason=" + named));
    }

    @Test
    @DisplayName("RFC 9126, SMART-SCOPE-3: a pushed request is treated alike")
    void pushed() {
        Pkce pkce = Pkce.create();
        Response pushed = app.post("ext/par/request", app.request(WIDE, pkce));
        assertThat(pushed.statusCode()).as(pushed.asString()).isEqualTo(201);
        Map<String, String> request =
                new LinkedHashMap<>(Map.of("client_id", app.clientId(), "request_uri", pushed.path("request_uri")));
        Response tokens = app.tokens(realm.browser().visit(app.authorize(request), "alice"), pkce);
        assertThat(granted(tokens)).contains("patient/*.rs").doesNotContain("launch/location");
    }

    @Test
    @DisplayName(
            "RFC 9101, SMART-SCOPE-3: the scope of a request object is treated alike, by GET, POST and when pushed")
    void requestObject() {
        for (String scope : List.of(WIDE, "launch/location nonsense")) {
            Pkce pkce = Pkce.create();
            Map<String, String> request = new LinkedHashMap<>(Map.of(
                    "response_type",
                    "code",
                    "client_id",
                    app.clientId(),
                    "scope",
                    scope,
                    "redirect_uri",
                    Realm.CALLBACK,
                    "request",
                    unsigned(app.request(scope, pkce))));
            Map<String, String> byPost = realm.browser().submit(realm.endpoint("auth"), request, "alice");
            Map<String, String> byGet = realm.browser().visit(app.authorize(request), "alice");
            Response pushed = app.post("ext/par/request", request);
            if (scope.equals(WIDE)) {
                assertThat(byPost).containsKey("code");
                assertThat(granted(app.tokens(byGet, pkce)))
                        .contains("patient/*.rs")
                        .doesNotContain("launch/location");
                assertThat(pushed.statusCode()).as(pushed.asString()).isEqualTo(201);
            } else {
                assertThat(byPost.get("error_description")).startsWith("launch/location ");
                assertThat(byGet.get("error_description")).startsWith("launch/location ");
                assertThat(pushed.<String>path("error_description")).startsWith("launch/location ");
            }
        }
    }

    private static String unsigned(Map<String, String> claims) {
        String body = claims.entrySet().stream()
                .map(claim -> '"' + claim.getKey() + "\":\"" + claim.getValue() + '"')
                .collect(Collectors.joining(",", "{", "}"));
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(body.getBytes(StandardCharsets.UTF_8)) + ".";
    }

    @Test
    @DisplayName("SMART-SCOPE-66: the consent page shows nothing of what was dropped")
    void consent() {
        App asking = realm.newApp(Map.of("consentRequired", true));
        LoginPages browser = realm.browser();
        asking.login(browser, "alice", WIDE);
        assertThat(browser.consented())
                .isNotEmpty()
                .noneMatch(text -> text.contains("location") || text.contains("orchestrate"));
    }

    @Test
    @DisplayName("SMART-SCOPE-3, 68: a client policy says drop or reject, for apps and for backend clients")
    void policy(Admin administrator) {
        SmartRealm strict = SmartRealm.create(administrator);
        App asked = strict.newApp(Map.of(
                "serviceAccountsEnabled",
                true,
                "optionalClientScopes",
                List.of("launch/patient", "patient/*.cruds", "system/*.rs")));
        setPolicy(strict, "reject");
        Map<String, String> callback = strict.browser()
                .visit(asked.authorize(asked.request("launch/patient patient/*.rs nonsense", Pkce.create())), "alice");
        assertThat(callback).containsEntry("error", "invalid_scope");
        assertThat(callback.get("error_description"))
                .isEqualTo("nonsense is outside the scopes registered for this client");

        Map<String, String> backend =
                Map.of("grant_type", "client_credentials", "scope", "system/*.rs nonsense system/Foo.rs");
        Response refused = asked.token(backend);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("invalid_scope");
        setPolicy(strict, "drop");
        Response tokens = asked.token(backend);
        assertThat(tokens.<String>path("scope").split(" "))
                .contains("system/*.rs")
                .doesNotContain("nonsense");
        assertThat(administrator.events(strict.name, "CLIENT_LOGIN"))
                .anySatisfy(event ->
                        assertThat(String.valueOf(event.get("details"))).contains("nonsense", "system/Foo.rs"));
        Response onlyUnknown =
                asked.token(Map.of("grant_type", "client_credentials", "scope", "system/Foo.rs nonsense"));
        assertThat(onlyUnknown.<String>path("error_description")).startsWith("system/Foo.rs ");
    }

    private void setPolicy(SmartRealm strict, String policy) {
        admin.put(
                strict.path("/client-policies/profiles"),
                Map.of(
                        "profiles",
                        List.of(Map.of(
                                "name",
                                "scopes",
                                "executors",
                                List.of(Map.of(
                                        "executor",
                                        "smart-scopes",
                                        "configuration",
                                        Map.of("unknown-scope", policy)))))));
        admin.put(
                strict.path("/client-policies/policies"),
                Map.of(
                        "policies",
                        List.of(Map.of(
                                "name",
                                "scopes",
                                "enabled",
                                true,
                                "conditions",
                                List.of(Map.of("condition", "any-client", "configuration", Map.of())),
                                "profiles",
                                List.of("scopes")))));
    }

    @Test
    @DisplayName("SMART-SCOPE-3: by default a backend client's unknown scope is refused, and the error names it")
    void backend() {
        App backend =
                realm.newApp(Map.of("serviceAccountsEnabled", true, "optionalClientScopes", List.of("system/*.rs")));
        Response refused = backend.token(Map.of("grant_type", "client_credentials", "scope", "system/*.rs nonsense"));
        assertThat(refused.<String>path("error")).isEqualTo("invalid_scope");
        assertThat(refused.<String>path("error_description"))
                .isEqualTo("nonsense is outside the scopes registered for this client");
    }

    @Test
    @DisplayName("SMART-SCOPE-3: a misspelt client scope from before is granted by its exact name, and the events tell")
    void misspelt() {
        App other = realm.newApp(Map.of("serviceAccountsEnabled", true));
        String uuid = realm.client(other.clientId()).id();
        for (String name : List.of("patient/Observaton.rs", "user/settings", "system/Patient.sr", "own-scope-2")) {
            String id = admin.createOldScope(realm.name, name, Map.of("include.in.token.scope", "true"));
            admin.assign(realm.name, uuid, id, false);
        }
        Response tokens = other.login(
                realm.browser(),
                "alice",
                "launch/patient patient/*.rs patient/Observaton.rs user/settings own-scope-2 nonsense");
        assertThat(granted(tokens)).contains("patient/Observaton.rs", "user/settings", "own-scope-2");
        assertThat(misspelt("LOGIN", other)).isEqualTo("patient/Observaton.rs");
        assertThat(misspelt("CODE_TO_TOKEN", other)).isEqualTo("patient/Observaton.rs");
        Response own = other.token(Map.of("grant_type", "client_credentials", "scope", "system/Patient.sr"));
        assertThat(granted(own)).contains("system/Patient.sr");
        assertThat(misspelt("CLIENT_LOGIN", other)).isEqualTo("system/Patient.sr");
    }

    private Object misspelt(String type, App asked) {
        Map<String, Object> newest = admin.events(realm.name, type).stream()
                .filter(event -> asked.clientId().equals(event.get("clientId")))
                .findFirst()
                .orElseThrow();
        return ((Map<?, ?>) newest.get("details")).get("misspelt_scopes");
    }

    @Test
    @DisplayName("attack 18: very many unknown scopes are refused, some hundred are named in a short text")
    void many() {
        String many = IntStream.range(0, 190).mapToObj(i -> "nonsense-" + i).collect(Collectors.joining(" "));
        App other = realm.newApp(Map.of());
        Response tokens = other.login(realm.browser(), "alice", "launch/patient patient/*.rs " + many);
        assertThat(granted(tokens)).contains("patient/*.rs").noneMatch(name -> name.startsWith("nonsense"));
        assertThat(admin.events(realm.name, "CODE_TO_TOKEN"))
                .filteredOn(event -> other.clientId().equals(event.get("clientId")))
                .allSatisfy(event -> assertThat(((Map<?, ?>) event.get("details"))
                                .get("dropped_scopes")
                                .toString())
                        .contains("nonsense-0", " more")
                        .hasSizeLessThan(1200));
        Response refused = other.post(
                "ext/par/request", other.request("patient/*.rs " + many + " a b c d e f g h i j k l m", Pkce.create()));
        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("attack 18: two hundred dropped names leave a refresh token that can still be used, again and again")
    void manyAtRefresh() {
        String many = IntStream.range(0, 195).mapToObj(i -> "nonsense-" + i).collect(Collectors.joining(" "));
        Response tokens = app.login(realm.browser(), "alice", "launch/patient patient/*.rs offline_access " + many);
        Response refreshed = app.refresh(app.refresh(tokens));
        assertThat(granted(refreshed)).containsExactlyInAnyOrderElementsOf(granted(tokens));
        assertThat(refreshed.<String>path("refresh_token")).hasSizeLessThan(8000);
        Response ended = app.post("revoke", Map.of("token", refreshed.path("refresh_token")));
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(app.refresh(refreshed).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\u00a0patient/Observation.rs", "nonsense\"", "a\u200bb"})
    @DisplayName(
            "SMART-SCOPE-3: what may be several scopes, glued by something that isn't a space, is refused, not guessed at")
    void unreadable(String scope) {
        Map<String, String> callback = realm.browser()
                .visit(
                        app.authorize(app.request("launch/patient patient/Patient.rs " + scope, Pkce.create())),
                        "alice");
        assertThat(callback).containsEntry("error", "invalid_scope").doesNotContainKey("code");
        assertThat(callback.get("error_description")).matches("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid nonsense", "openid profile smart/orchestrate_launch"})
    @DisplayName("A request that isn't SMART's stays Keycloak's: an unknown scope fails it")
    void otherRequests(String scope) {
        assertThat(realm.browser().visit(app.authorize(app.request(scope, Pkce.create())), "alice"))
                .containsEntry("error", "invalid_scope")
                .containsEntry("error_description", "Invalid scopes: " + scope);
    }
}
