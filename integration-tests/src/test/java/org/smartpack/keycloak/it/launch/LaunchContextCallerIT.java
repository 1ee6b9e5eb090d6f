/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Answers;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.SigningClient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may register launch contexts, by Basic or a client assertion (LCTX-1, 2); access tokens have their own test. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchContextCallerIT {

    private static final Map<String, Object> CONTEXT = Map.of("patient", "pat-1");
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private ApiRealm realm;
    private SigningClient signing;

    @BeforeAll
    void realm(Admin admin) {
        realm = new ApiRealm(admin);
        signing = SigningClient.create(realm, "signing-ehr");
        realm.giveRole(signing.clientId(), ApiRealm.FHIR_SERVER);
    }

    private Response basic(String clientId, String secret) {
        return realm.json(Caller.basic(clientId, secret), CONTEXT);
    }

    @Test
    @DisplayName("LCTX-1 LCTX-2 a client whose service account has the role registers with Basic")
    void basic() {
        Expect.registered(realm.json(CONTEXT));
        Expect.registered(realm.form("patient=pat-1"));
    }

    @Test
    @DisplayName("LCTX-FA-2 LCTX-FA-3 the FHIR server's own client, and a dedicated one, by Basic at Firely's path")
    void firely() {
        RequestSpecification itself = Caller.basic(ApiRealm.FHIR_SERVER).formParam("patient", "abc");
        Answers.insufficientScope("without the role", itself.post(realm.firely()));
        realm.giveRole(ApiRealm.FHIR_SERVER, ApiRealm.FHIR_SERVER);
        for (String caller : List.of(ApiRealm.FHIR_SERVER, ApiRealm.EHR)) {
            Expect.registered(Caller.basic(caller).formParam("patient", "abc").post(realm.firely()));
        }
    }

    @Test
    @DisplayName("LCTX-FA-6 attack 21: no, wrong, empty or unknown credentials: 401 invalid_client")
    void wrongSecret() {
        Answers.invalidClient("none", realm.json(given(), CONTEXT));
        Answers.invalidClient("none, form", realm.form(given(), "patient=1"));
        Answers.invalidClient("wrong", basic(ApiRealm.EHR, "wrong"));
        Answers.invalidClient("empty", basic(ApiRealm.EHR, ""));
        Answers.invalidClient("another client's", basic(ApiRealm.EHR, "fhir-server-secret"));
        Answers.invalidClient("unknown", basic("no-such-client", "ehr-secret"));
        Answers.invalidClient("public", basic(ApiRealm.APP, "anything"));
        Answers.invalidClient("public, no secret", basic(ApiRealm.APP, ""));
        for (String header : List.of("Basic", "Basic ", "Basic !!!", "Digest x", "Negotiate x", "x")) {
            Answers.invalidClient(header, realm.json(given().header("Authorization", header), CONTEXT));
        }
    }

    @Test
    @DisplayName("LCTX-1 attack 21: client_id names the app and is never taken for the caller")
    void clientIdIsTheApp() {
        Expect.registered(realm.form("patient=1&client_id=app"));
        Answers.invalidClient("a public client_id", realm.form(given(), "patient=1&client_id=app"));
        Answers.invalidClient(
                "a public client_id with a wrong secret",
                realm.form(Caller.basic(ApiRealm.EHR, "wrong"), "patient=1&client_id=app"));
        Answers.invalidClient(
                "the app's name with Basic", realm.form(Caller.basic(ApiRealm.APP, "x"), "patient=1&client_id=ehr"));
        Answers.invalidClient("in the query", realm.json(given().queryParam("client_id", "app"), CONTEXT));
    }

    @Test
    @DisplayName("LCTX-1 a secret or an access token in the body is no credential")
    void posted() {
        Answers.invalidClient("post", realm.form(given(), "patient=1&client_id=ehr&client_secret=ehr-secret"));
        Answers.invalidClient("beside Basic", realm.form("patient=1&client_secret=ehr-secret"));
        Answers.invalidClient("token", realm.form(given(), "patient=1&access_token=" + realm.token(ApiRealm.EHR)));
        Answers.invalidClient(
                "token in the query",
                realm.json(given().queryParam("access_token", realm.token(ApiRealm.EHR)), CONTEXT));
    }

    @Test
    @DisplayName("LCTX-1 private_key_jwt in the form, with any audience that stands for this server")
    void assertion() {
        for (String audience : List.of(realm.tokenUrl(), realm.url, realm.api())) {
            Expect.registered(assertion(signing.assertion(audience).sign(), ""));
        }
        Expect.registered(assertion(signing.assertion().sign(), "&client_id=app"));
        Response firely = realm.form(given(), "");
        Answers.invalidClient("empty form", firely);
    }

    private Response assertion(String assertion, String more) {
        return realm.form(
                given(), "patient=1&client_assertion_type=" + ASSERTION_TYPE + "&client_assertion=" + assertion + more);
    }

    @Test
    @DisplayName("attack 21: an assertion that is used again, foreign, expired or half there: 401 invalid_client")
    void wrongAssertion() {
        String assertion = signing.assertion().sign();
        Expect.registered(assertion(assertion, ""));
        Answers.invalidClient("again", assertion(assertion, ""));
        Answers.invalidClient(
                "another realm", assertion(signing.assertion(realm.url + "x").sign(), ""));
        Answers.invalidClient(
                "another endpoint",
                assertion(signing.assertion(realm.tokenUrl() + "/introspect").sign(), ""));
        Answers.invalidClient(
                "another key", assertion(signing.impostor().assertion().sign(), ""));
        Answers.invalidClient("garbage", assertion("x.y.z", ""));
        Answers.invalidClient(
                "no type",
                realm.form(
                        given(),
                        "patient=1&client_assertion=" + signing.assertion().sign()));
        Answers.invalidClient("no assertion", realm.form(given(), "patient=1&client_assertion_type=" + ASSERTION_TYPE));
        Expect.wrongField("repeated", assertion(signing.assertion().sign(), "&client_assertion=x"));
    }

    @Test
    @DisplayName("LCTX-1 two ways at once: 401, though each were right")
    void twoWays() {
        String token = realm.token(ApiRealm.EHR);
        Answers.invalidClient(
                "Basic and assertion",
                realm.form("patient=1&client_assertion_type=" + ASSERTION_TYPE + "&client_assertion="
                        + signing.assertion().sign()));
        Answers.invalidClient(
                "Bearer and assertion",
                realm.form(
                        Caller.bearer(token),
                        "patient=1&client_assertion_type=" + ASSERTION_TYPE + "&client_assertion="
                                + signing.assertion().sign()));
        Answers.invalidClient(
                "Basic and Bearer",
                realm.json(Caller.basic(ApiRealm.EHR).header("Authorization", "Bearer " + token), CONTEXT));
    }

    @Test
    @DisplayName("LCTX-2 attack 21: without the role, or with another server's, or without a service account: 403")
    void withoutTheRight() {
        realm.confidential("stranger", Map.of());
        Answers.insufficientScope("no role", realm.json(Caller.basic("stranger"), CONTEXT));
        Answers.insufficientScope("no role, form", realm.form(Caller.basic("stranger"), "patient=1"));
        Answers.insufficientScope("no role, bad body", realm.json(Caller.basic("stranger"), "{"));

        realm.confidential("no-account", Map.of("serviceAccountsEnabled", false));
        Answers.insufficientScope("no service account", realm.json(Caller.basic("no-account"), CONTEXT));

        // A role of that name that isn't the FHIR server's.
        realm.confidential("namesake", Map.of());
        realm.admin.post(realm.client("namesake").path() + "/roles", Map.of("name", ApiRealm.ROLE));
        realm.giveRole("namesake", "namesake");
        realm.admin.post(realm.path("/roles"), Map.of("name", ApiRealm.ROLE));
        Map<String, Object> realmRole = realm.admin
                .get("/" + realm.name + "/roles/" + ApiRealm.ROLE)
                .jsonPath()
                .getMap("");
        realm.admin.post(
                "/" + realm.name + "/users/" + realm.client("namesake").serviceAccount() + "/role-mappings/realm",
                List.of(realmRole));
        Answers.insufficientScope("a role of the same name", realm.json(Caller.basic("namesake"), CONTEXT));
    }

    @Test
    @DisplayName("LCTX-2 the role counts as it is now: given, through a composite role, taken away")
    void roleNow() {
        realm.confidential("changing", Map.of());
        Answers.insufficientScope("before", realm.json(Caller.basic("changing"), CONTEXT));
        realm.giveRole("changing", ApiRealm.FHIR_SERVER);
        Expect.registered(realm.json(Caller.basic("changing"), CONTEXT));
        realm.takeRole("changing", ApiRealm.FHIR_SERVER);
        Answers.insufficientScope("after", realm.json(Caller.basic("changing"), CONTEXT));

        realm.admin.post(realm.path("/roles"), Map.of("name", "ehr-systems"));
        realm.admin.post(realm.path("/roles/ehr-systems/composites"), List.of(realm.role(ApiRealm.FHIR_SERVER)));
        realm.admin.post(
                "/" + realm.name + "/users/" + realm.client("changing").serviceAccount() + "/role-mappings/realm",
                List.of(realm.admin
                        .get(realm.path("/roles/ehr-systems"))
                        .jsonPath()
                        .getMap("")));
        Expect.registered(realm.json(Caller.basic("changing"), CONTEXT));
    }

    @Test
    @DisplayName("attack 27: a disabled caller is refused at once, a disabled service account too")
    void disabled() {
        realm.confidential("leaving", Map.of());
        realm.giveRole("leaving", ApiRealm.FHIR_SERVER);
        Expect.registered(realm.json(Caller.basic("leaving"), CONTEXT));
        String account = "/" + realm.name + "/users/" + realm.client("leaving").serviceAccount();
        realm.admin.put(account, Map.of("enabled", false));
        Answers.insufficientScope("service account", realm.json(Caller.basic("leaving"), CONTEXT));
        realm.admin.put(account, Map.of("enabled", true));
        Expect.registered(realm.json(Caller.basic("leaving"), CONTEXT));
        realm.client("leaving").change(Map.of("enabled", false));
        Answers.invalidClient("client", realm.json(Caller.basic("leaving"), CONTEXT));
    }

    @Test
    @DisplayName("LCTX-2 in a realm without a FHIR server nobody may")
    void noFhirServer(Admin admin) {
        ApiRealm other = new ApiRealm(admin);
        other.client(ApiRealm.FHIR_SERVER).change(Map.of("enabled", false));
        Answers.insufficientScope("disabled FHIR server", other.json(CONTEXT));
        other.client(ApiRealm.FHIR_SERVER).change(Map.of("enabled", true));
        assertThat(Expect.registered(other.json(CONTEXT))).isNotBlank();
    }
}
