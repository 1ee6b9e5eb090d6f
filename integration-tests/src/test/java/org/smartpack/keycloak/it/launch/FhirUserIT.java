/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FhirUserIT {

    private static final String SCOPE = "openid fhirUser online_access user/*.rs";

    private SmartRealm realm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        app = realm.app("growth-chart");
        acceptAnything();
    }

    /** The realm export's profile refuses what is no reference; other realms may not. */
    private void acceptAnything() {
        String path = "/" + realm.name + "/users/profile";
        Map<String, Object> profile = realm.admin.get(path).jsonPath().getMap("");
        ((List<?>) profile.get("attributes"))
                .forEach(attribute -> ((Map<?, ?>) attribute).keySet().remove("validations"));
        realm.admin.put(path, profile);
    }

    private void user(String name, Map<String, Object> attributes) {
        realm.admin.post(
                realm.path("/users"),
                Map.of(
                        "username",
                        name,
                        "enabled",
                        true,
                        "email",
                        name + "@example.org",
                        "emailVerified",
                        true,
                        "firstName",
                        name,
                        "lastName",
                        name,
                        "attributes",
                        attributes,
                        "credentials",
                        List.of(Map.of("type", "password", "value", name, "temporary", false))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient/pat-4",
                "RelatedPerson/rel-1",
                "PractitionerRole/1",
                "Person/p.1",
                "https://other.example.org/fhir/Practitioner/9"
            })
    @DisplayName("SMART-SCOPE-45, 46: fhirUser in id_token and introspection as the administrator wrote it")
    void claim(String fhirUser) {
        String name = "user-" + Integer.toHexString(fhirUser.hashCode());
        user(name, Map.of("fhirUser", List.of(fhirUser)));
        Response tokens = app.login(realm.browser(), name, SCOPE);
        Response refreshed = app.refresh(tokens);
        for (Response answer : List.of(tokens, refreshed)) {
            assertThat(answer.<String>path("scope").split(" ")).contains("fhirUser", "openid");
            assertThat(Jwt.claims(answer.path("id_token")).getString("fhirUser"))
                    .isEqualTo(fhirUser);
            assertThat(realm.introspect(answer.path("access_token")).getString("fhirUser"))
                    .isEqualTo(fhirUser);
            assertThat(answer.<String>path("fhirUser")).as("SMART-CTX-9").isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Device/1", "Patient", "Patient/", "patient/1", "Patient/a/b/c", "javascript:Patient/1"})
    @DisplayName("SMART-SCOPE-46: who is no FHIR resource isn't granted fhirUser")
    void notGranted(String fhirUser) {
        String name = "none-" + Integer.toHexString(fhirUser.hashCode());
        user(name, fhirUser.isEmpty() ? Map.of() : Map.of("fhirUser", List.of(fhirUser)));
        Response tokens = app.login(realm.browser(), name, SCOPE);
        assertThat(tokens.<String>path("scope").split(" ")).contains("openid").doesNotContain("fhirUser");
        assertThat(Jwt.claims(tokens.path("id_token")).getString("fhirUser")).isNull();
        assertThat(realm.introspect(tokens.path("access_token")).getString("fhirUser"))
                .isNull();
        assertThat(app.refresh(tokens).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("SMART-SCOPE-45: fhirUser without openid is dropped")
    void withoutOpenid() {
        Response tokens = app.login(realm.browser(), "drbob", "fhirUser user/*.rs");
        assertThat(tokens.<String>path("scope").split(" "))
                .contains("user/*.rs")
                .doesNotContain("fhirUser");
        assertThat(realm.introspect(tokens.path("access_token")).getString("fhirUser"))
                .isNull();
    }

    @Test
    @DisplayName("A grant ends when the user becomes somebody else to the FHIR server")
    void changed() {
        user("moving", Map.of("fhirUser", List.of("Patient/pat-5")));
        Response tokens = app.login(realm.browser(), "moving", "launch/patient " + SCOPE + " patient/*.rs");
        assertThat(app.patient(tokens)).isEqualTo("pat-5");
        Map<String, Object> user =
                realm.admin.get(realm.user("moving").path()).jsonPath().getMap("");
        user.put("attributes", Map.of("fhirUser", List.of("Patient/pat-6")));
        realm.admin.put(realm.user("moving").path(), user);
        Response refused = app.refresh(tokens);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("invalid_grant");
        assertThat(app.patient(app.login(realm.browser(), "moving", "launch/patient openid fhirUser patient/*.rs")))
                .isEqualTo("pat-6");
    }

    private Map<String, String> launch(String user, Map<String, Object> context) {
        Map<String, String> request =
                app.launchRequest("launch openid patient/*.rs", Pkce.create(), realm.register(context));
        return realm.browser().visit(app.authorize(request), user);
    }

    @Test
    @DisplayName(
            "LCTX-22, attack 19: who has no fhirUser gets a launch that names nobody, and none that names somebody")
    void launchedWithoutFhirUser() {
        user("staff", Map.of());
        user("unclear", Map.of("fhirUser", List.of("Device/1")));
        assertThat(launch("staff", Map.of("patient", "pat-1"))).containsKey("code");
        for (String named : List.of("Practitioner/prac-1", "Patient/pat-1")) {
            assertThat(launch("staff", Map.of("patient", "pat-1", "user", named)))
                    .containsEntry("error", "access_denied")
                    .doesNotContainKey("code");
        }
        assertThat(launch("unclear", Map.of("patient", "pat-1")))
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");
    }

    @Test
    @DisplayName("attack 31: users can't edit their own fhirUser in the account console")
    void profileEdit() {
        App account = realm.newApp(Map.of(
                "directAccessGrantsEnabled",
                true,
                "fullScopeAllowed",
                true,
                "defaultClientScopes",
                List.of("basic", "roles", "profile", "email")));
        realm.client(account.clientId())
                .addMapper(
                        "account",
                        "oidc-audience-mapper",
                        Map.of("included.client.audience", "account", "access.token.claim", "true"));
        String token = account.token(
                        Map.of("grant_type", "password", "username", "alice", "password", "alice", "scope", "openid"))
                .path("access_token");
        Response before = given().auth().oauth2(token).accept(ContentType.JSON).get(realm.url + "/account/");
        assertThat(before.statusCode()).as(before.asString()).isEqualTo(200);
        Map<String, Object> profile = before.jsonPath().getMap("");
        profile.put("attributes", Map.of("fhirUser", List.of("Practitioner/prac-1")));
        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .accept(ContentType.JSON)
                .body(profile)
                .post(realm.url + "/account/");

        assertThat(realm.admin.get(realm.user("alice").path()).<String>path("attributes.fhirUser[0]"))
                .isEqualTo("Patient/pat-1");
    }

    @Test
    @DisplayName("attack 31: where a realm lets users edit the attribute, it is nobody's fhirUser")
    void openProfile(Admin admin) {
        SmartRealm open = SmartRealm.create(admin);
        String path = "/" + open.name + "/users/profile";
        Map<String, Object> profile = open.admin.get(path).jsonPath().getMap("");
        ((List<?>) profile.get("attributes"))
                .removeIf(attribute -> "fhirUser".equals(((Map<?, ?>) attribute).get("name")));
        profile.put("unmanagedAttributePolicy", "ENABLED");
        open.admin.put(path, profile);
        Response tokens = open.app("growth-chart").login(open.browser(), "drbob", SCOPE);
        assertThat(tokens.<String>path("scope").split(" ")).doesNotContain("fhirUser");

        profile.put("unmanagedAttributePolicy", "ADMIN_EDIT");
        open.admin.put(path, profile);
        Response trusted = open.app("growth-chart").login(open.browser(), "drbob", SCOPE);
        assertThat(Jwt.claims(trusted.path("id_token")).getString("fhirUser")).isEqualTo("Practitioner/prac-1");
    }

    @Test
    @DisplayName("attack 30: a client whose id is a user's id gets nothing of that user's")
    void clientNamedLikeUser() {
        String victim = realm.user("alice").id();
        realm.admin.createClient(
                realm.name,
                Map.of(
                        "clientId",
                        victim,
                        "secret",
                        victim + "-secret",
                        "serviceAccountsEnabled",
                        true,
                        "redirectUris",
                        List.of(Realm.CALLBACK),
                        "defaultClientScopes",
                        List.of("basic"),
                        "optionalClientScopes",
                        List.of("launch/patient", "fhirUser", "patient/*.cruds")));
        App impostor = realm.app(victim);
        Response own =
                impostor.token(Map.of("grant_type", "client_credentials", "scope", "openid fhirUser patient/*.rs"));
        assertThat(own.statusCode()).isEqualTo(400);
        Response plain = impostor.token(Map.of("grant_type", "client_credentials", "scope", "openid fhirUser"));
        if (plain.statusCode() == 200) {
            assertThat(Jwt.claims(plain.path("access_token")).getString("fhirUser"))
                    .isNull();
            assertThat(Jwt.claims(plain.path("access_token")).getString("patient"))
                    .isNull();
            assertThat(Jwt.claims(plain.path("access_token")).getString("sub")).isNotEqualTo(victim);
        }
    }
}
