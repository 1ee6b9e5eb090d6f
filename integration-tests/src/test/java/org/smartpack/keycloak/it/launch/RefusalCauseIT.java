/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.List;
import java.util.Map;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Eventually;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each mistake on purpose. The app learns what is wrong with what it sent; what the realm has, and how to mend it,
 * stands in the event alone.
 */
@ExtendWith(SharedServer.class)
class RefusalCauseIT {

    private static final String SECOND = "https://second.example.org/r4";

    private static final List<Map<String, Object>> CONTEXTS =
            List.of(Map.of("patient", "pat-1"), Map.of("patient", "pat-1", "user", "Patient/pat-1"));

    private SmartRealm realm;
    private App app;

    @BeforeEach
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        app = realm.app("growth-chart");
    }

    private Map<String, String> visit(Map<String, String> request, String user) {
        return realm.browser().visit(app.authorize(request), user);
    }

    private Map<String, String> launched(String scope, Map<String, Object> context, String user) {
        return visit(app.launchRequest(scope, Pkce.create(), realm.register(context)), user);
    }

    private String reason(String event) {
        return detail(event, "reason");
    }

    private String detail(String event, String name) {
        return (String) ((Map<?, ?>) realm.newestEvent(event).get("details")).get(name);
    }

    private RealmClient service(String allowance) {
        RealmClient service = realm.createClient(
                "service",
                Map.of(
                        "secret",
                        Caller.secret("service"),
                        "serviceAccountsEnabled",
                        true,
                        "standardFlowEnabled",
                        false,
                        "defaultClientScopes",
                        List.of("basic")));
        service.allow(allowance, false);
        return service;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "system/observation.rs | system/observation.rs does not name a resource type or * | does not name",
                "system/Observation.sr | must end in .read, .write, .* or in some of the letters cruds | must end in",
                "patient/Observation.rs | patient/Observation.rs needs a user and is never granted | needs a user",
                "system/Patient.d | system/Patient.d is outside the scopes registered for this client "
                        + "| no client scope of the realm would allow it",
                "system/Patient.rs | system/Patient.rs is outside the scopes registered for this client "
                        + "| would allow it, but is not assigned",
                "nonsense system/Observation.rs | nonsense is outside the scopes registered for this client "
                        + "| the realm has no client scope of this name",
                "launch/patient system/Observation.rs | launch/patient needs a user | needs a user",
                "phone system/Observation.rs | phone is outside the scopes registered for this client "
                        + "| the client scope exists, but is not assigned"
            })
    @DisplayName("SMART-SCOPE-62, 3: a refused scope is named, with the cause; what the realm has is in the event only")
    void scope(String scope, String description, String reason) {
        service("system/Observation.rs");
        Response refused = Client.confidential(realm, "service").clientCredentials(scope);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("invalid_scope");
        assertThat(refused.<String>path("error_description"))
                .contains(description)
                .doesNotContain("would allow", "exists", "has no client scope");
        assertThat(reason("CLIENT_LOGIN_ERROR")).contains(reason);
    }

    @Test
    @DisplayName("SMART-SCOPE-60: an allowance that is tied to a role is told from one that is missing")
    void closedScope() {
        service("system/Observation.rs");
        realm.admin.post(realm.path("/roles"), Map.of("name", "reader"));
        Map<String, Object> role =
                realm.admin.get(realm.path("/roles/reader")).jsonPath().getMap("");
        realm.admin.post(
                realm.path("/client-scopes/" + realm.scope("system/Observation.rs") + "/scope-mappings/realm"),
                List.of(role));
        Response refused = Client.confidential(realm, "service").clientCredentials("system/Observation.rs");
        assertThat(refused.<String>path("error")).isEqualTo("invalid_scope");
        assertThat(refused.<String>path("error_description")).doesNotContain("role");
        assertThat(reason("CLIENT_LOGIN_ERROR"))
                .contains("system/Observation.rs is assigned, but not for this user or grant type");
    }

    @Test
    @DisplayName("SMART-SCOPE-62: a pushed request is refused with the scope and an event that says why")
    void pushed() {
        realm.change(Map.of("enabledEventTypes", List.of("PUSHED_AUTHORIZATION_REQUEST_ERROR")));
        Response refused = realm.app("web-app")
                .post("ext/par/request", app.request("openid launch/patient launch/Patient", Pkce.create()));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("invalid_scope");
        assertThat(realm.events("PUSHED_AUTHORIZATION_REQUEST_ERROR"))
                .anySatisfy(event -> assertThat(event.get("details").toString())
                        .contains("launch/Patient does not name a launch context"));
    }

    @Test
    @DisplayName("SMART-SCOPE-40: a launch without the scope launch is named as the cause, to the app and in the event")
    void launchWithoutScope() {
        Map<String, String> request =
                app.launchRequest("openid patient/*.rs", Pkce.create(), realm.register(Map.of("patient", "pat-1")));
        assertThat(visit(request, "drbob"))
                .containsEntry("error", "access_denied")
                .containsEntry(
                        "error_description",
                        "No patient was chosen or sent: the parameter launch was sent without the scope launch");
        assertThat(reason("LOGIN_ERROR")).contains("the realm has no step in which users choose one");
        assertThat(detail("LOGIN_ERROR", "launch_ignored")).isEqualTo("the scope launch was not requested");

        App other = realm.newApp(Map.of());
        request = other.launchRequest("openid user/*.rs", Pkce.create(), realm.register(Map.of("patient", "pat-1")));
        assertThat(realm.browser().visit(other.authorize(request), "drbob")).containsKey("code");
        assertThat(detail("LOGIN", "launch_ignored")).isEqualTo("the scope launch was not requested");
    }

    @Test
    @DisplayName("SMART-SCOPE-43: nobody sent a patient, or the EHR's launch has none: two messages")
    void noPatient() {
        assertThat(visit(app.request("launch/patient openid patient/*.rs", Pkce.create()), "drbob"))
                .containsEntry("error_description", "No patient was chosen or sent");
        assertThat(launched(App.SCOPE, Map.of("encounter", "enc-1"), "drbob"))
                .containsEntry("error_description", "There is no patient in the launch context");
    }

    @Test
    @DisplayName("SMART-AUTHZ-2: the event of a wrong aud names the FHIR servers that there are; the app isn't told")
    void audience() {
        Map<String, String> request = app.request("openid user/*.rs", Pkce.create());
        request.put("aud", SECOND);
        assertThat(visit(request, "drbob"))
                .containsEntry("error_description", "aud is not the base URL of a FHIR server of this realm");
        assertThat(reason("LOGIN_ERROR")).contains(SECOND + " is none of " + SmartRealm.FHIR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "patient/PAT-77 | it isn't a reference such as Patient/123",
                "https://other.example.org/fhir/Patient/pat-1 | it is on another FHIR server",
            })
    @DisplayName("SMART-SCOPE-46, LCTX-22: a fhirUser that doesn't count is told from a launch for somebody else")
    void fhirUser(String value, String cause) {
        acceptAnyFhirUser();
        realm.fhirUser("alice", value);
        assertUnknownUser(cause);
        assertThat(reason("LOGIN_ERROR")).doesNotContain(value);
    }

    /** The realm export's profile refuses what is no reference; other realms may not. */
    private void acceptAnyFhirUser() {
        profile().forEach(attribute -> attribute.remove("validations"));
        putProfile();
    }

    private Map<String, Object> stored;

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> profile() {
        stored = realm.admin.get(realm.path("/users/profile")).jsonPath().getMap("");
        return (List<Map<String, Object>>) stored.get("attributes");
    }

    private void putProfile() {
        realm.admin.put(realm.path("/users/profile"), stored);
    }

    private void assertUnknownUser(String cause) {
        CONTEXTS.forEach(context -> assertUnknownUser(realm.register(context), cause));
    }

    private void assertUnknownUser(String handle, String cause) {
        assertThat(visit(app.launchRequest(App.SCOPE, Pkce.create(), handle), "alice"))
                .containsEntry("error", "access_denied")
                .containsEntry("error_description", "It isn't known who the user is on this FHIR server");
        assertThat(reason("LOGIN_ERROR")).contains("the user's fhirUser is ignored, because " + cause);
    }

    @Test
    @DisplayName("SMART-SCOPE-46, attack 31: a fhirUser that its owner may edit, too")
    void editable() {
        letUsersEdit();
        assertUnknownUser("users may edit it");
    }

    private void letUsersEdit() {
        profile().stream()
                .filter(attribute -> attribute.get("name").equals("fhirUser"))
                .forEach(attribute -> attribute.put(
                        "permissions", Map.of("view", List.of("admin", "user"), "edit", List.of("admin", "user"))));
        putProfile();
    }

    @Test
    @DisplayName("SMART-SCOPE-46: the log warns once of each login at which fhirUser is ignored")
    void warnedOnce(KeycloakServer server) throws InterruptedException {
        letUsersEdit();
        String handle = realm.register(CONTEXTS.get(0));
        assertThat(visit(app.launchRequest(App.SCOPE, Pkce.create(), handle), "alice"))
                .containsEntry("error", "access_denied");
        String warning = "Realm " + realm.name + ": fhirUser is ignored";
        assertThat(Eventually.look(
                        () -> server.log()
                                .lines()
                                .filter(line -> line.contains(warning))
                                .toList(),
                        lines -> !lines.isEmpty()))
                .hasSize(1);
    }

    @Test
    @DisplayName("SMART-SCOPE-46: a relative fhirUser where the realm has several FHIR servers, too")
    void relative() {
        List<String> handles = CONTEXTS.stream().map(realm::register).toList();
        realm.createClient("second", Map.of()).addMapper("smart-fhir-server", Map.of("base.url", SECOND));
        handles.forEach(handle -> assertUnknownUser(handle, "it is relative, and the realm has several FHIR servers"));
    }

    @Test
    @DisplayName("SMART-SCOPE-45: the event of a login says why the app doesn't get fhirUser")
    void withoutFhirUser() {
        app = realm.newApp(Map.of());
        realm.createUser("eve");
        assertThat(visit(app.request("openid fhirUser user/*.rs", Pkce.create()), "eve"))
                .containsKey("code");
        assertThat(detail("LOGIN", "fhir_user_ignored")).isEqualTo("the user has no fhirUser");
        assertThat(visit(app.request("openid fhirUser user/*.rs", Pkce.create()), "drbob"))
                .containsKey("code");
        assertThat(detail("LOGIN", "fhir_user_ignored")).isNull();
    }

    @Test
    @DisplayName("LEN-1: an assertion for a client with a secret is refused as for any client; the event says why")
    void assertionForSecret() {
        service("system/Observation.rs");
        SigningClient signing = SigningClient.create(realm, "signing");
        Response refused = RestAssured.given()
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", "service")
                .formParam("client_assertion_type", Caller.ASSERTION_TYPE)
                .formParam(
                        "client_assertion",
                        signing.assertion()
                                .claim("iss", "service")
                                .claim("sub", "service")
                                .sign())
                .post(realm.tokenUrl());
        assertThat(refused.statusCode()).isIn(400, 401);
        assertThat(refused.asString()).doesNotContain("secret");
        assertThat(reason("CLIENT_LOGIN_ERROR"))
                .isEqualTo("an assertion was sent, but the client authenticates with a client secret");
    }

    @Test
    @DisplayName("SMART-SCOPE-43: a grant without an app that names the FHIR server leaves an event")
    void passwordGrant() {
        RealmClient client = service("user/*.rs");
        client.change(Map.of("directAccessGrantsEnabled", true));
        Response refused = Client.confidential(realm, "service").password("drbob", "user/*.rs");
        assertThat(refused.<String>path("error")).isEqualTo("invalid_grant");
        assertThat(reason("LOGIN_ERROR")).contains("need the authorization code flow of a SMART app");
    }
}
