/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.smartpack.keycloak.it.launch.AdminKinds.Kind;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of a realm are the same whichever of its administrators has just been there, whatever they may see. */
@ExtendWith(SharedServer.class)
class AdministratorsIT {

    private static final String OTHER_FHIR = "https://other.example.org/fhir";

    private AdminKinds kinds;
    private SmartRealm realm;

    @BeforeEach
    void realm(Admin admin) {
        kinds = AdminKinds.create(admin, "fhir-server");
        realm = kinds.realm;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    @DisplayName(
            "attack 37: an administrator who logs in, lists, evaluates or saves changes no rule of the realm for anybody")
    void rulesHoldForEverybody(Kind kind) {
        String app = realm.client("web-app").id();
        List<Runnable> visits = List.of(
                () -> kinds.logIn(kind),
                () -> kinds.as(kind).get(kinds.realm.adminUrl("/clients")),
                () -> kinds.as(kind).get(kinds.realm.adminUrl("/users?max=5")),
                () -> evaluate(kind, app),
                () -> save(kind));
        for (Runnable visit : visits) {
            // Whatever a node remembers of the realm is to be looked up anew, by this administrator.
            touch("fhir-server");
            visit.run();
            assertGoverned();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    @DisplayName("attack 37: an administrator who sees one of two FHIR servers makes no relative fhirUser count at it")
    void nobodyGetsSomebodyElsesRecord(Kind kind) {
        addFhirServer();
        touch("fhir-server");
        kinds.logIn(kind);
        kinds.as(kind).get(kinds.realm.adminUrl("/clients"));
        Pkce pkce = Pkce.create();
        App app = realm.app("web-app");
        Map<String, String> callback = realm.browser()
                .visit(app.authorize(app.request("launch/patient openid fhirUser patient/*.rs", pkce)), "alice");
        assertThat(callback).containsEntry("error", "access_denied").doesNotContainKey("code");
    }

    /** The console's own request for the tab Evaluate. */
    private void evaluate(Kind kind, String app) {
        kinds.as(kind)
                .queryParam("scope", "openid patient/*.rs")
                .queryParam("userId", realm.user("alice").id())
                .get(kinds.realm.adminUrl("/clients/" + app + "/evaluate-scopes/generate-example-access-token"));
    }

    /** The FHIR server's client as it is, which only some may save. */
    private void save(Kind kind) {
        String path = "/clients/" + realm.client("fhir-server").id();
        Map<String, Object> client =
                realm.admin.get("/" + realm.name + path).jsonPath().getMap("");
        int status = kinds.as(kind)
                .contentType(ContentType.JSON)
                .body(client)
                .put(kinds.realm.adminUrl(path))
                .statusCode();
        assertThat(status)
                .as(kind.name())
                .isEqualTo(kind == Kind.MANAGE_ONE_CLIENT || kind == Kind.REALM_ADMIN ? 204 : 403);
    }

    private void touch(String clientId) {
        String path = realm.client(clientId).path();
        realm.admin.put(path, realm.admin.get(path).jsonPath().getMap(""));
    }

    private void addFhirServer() {
        realm.createClient("other-fhir", Map.of("secret", "other-fhir-secret", "fullScopeAllowed", false))
                .addMapper("FHIR server", "smart-fhir-server", Map.of("base.url", OTHER_FHIR));
    }

    private void assertGoverned() {
        App app = realm.app("web-app");
        Map<String, String> request = app.request("patient/*.cruds user/*.cruds", Pkce.create());
        request.remove("aud");
        request.remove("code_challenge");
        request.remove("code_challenge_method");
        Response refused =
                given().urlEncodingEnabled(false).redirects().follow(false).get(app.authorize(request));
        assertThat(refused.statusCode()).as("without aud and PKCE").isEqualTo(302);
        assertThat(refused.header("Location")).startsWith(Realm.CALLBACK).contains("error=invalid_request");
        Response introspection =
                Caller.basic("fhir-server").formParam("token", "not-a-token").post(realm.url + "/smart/introspect");
        assertThat(introspection.statusCode()).as(introspection.asString()).isEqualTo(200);
    }
}
