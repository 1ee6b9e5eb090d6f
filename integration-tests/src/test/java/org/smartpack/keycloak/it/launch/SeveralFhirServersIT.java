/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralFhirServersIT {

    private static final String SECOND = "https://second.example.org/r4";

    private SmartRealm realm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        app = realm.app("growth-chart");
        addServer("second-server", SECOND);
    }

    private RealmClient addServer(String clientId, String base) {
        RealmClient server = realm.createClient(
                clientId,
                Map.of(
                        "secret",
                        Caller.secret(clientId),
                        "serviceAccountsEnabled",
                        true,
                        "standardFlowEnabled",
                        false,
                        "defaultClientScopes",
                        List.of("basic")));
        realm.admin.post(server.path() + "/protocol-mappers/models", mapper(base));
        server.give(server, "launch-context-issuer");
        return server;
    }

    private static Map<String, Object> mapper(String base) {
        return Map.of(
                "name", "FHIR server",
                "protocol", "openid-connect",
                "protocolMapper", "smart-fhir-server",
                "config", Map.of("base.url", base));
    }

    private Response login(String aud) {
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.request("openid fhirUser online_access user/*.rs", pkce);
        request.put("aud", aud);
        return app.tokens(realm.browser().visit(app.authorize(request), "drbob"), pkce);
    }

    @Test
    @DisplayName("SMART-AUTHZ-3: a token is for the FHIR server that was named and for no other, after a refresh too")
    void audiences() {
        Response tokens = login(SECOND);
        for (Response answer : List.of(tokens, app.refresh(tokens))) {
            String access = answer.path("access_token");
            assertThat(Jwt.claims(access).getList("aud", String.class))
                    .containsExactlyInAnyOrder(SECOND, "second-server");
            assertThat(realm.introspectAs("second-server", access).getBoolean("active"))
                    .isTrue();
            assertThat(realm.introspectAs("fhir-server", access).getMap("")).isEqualTo(Map.of("active", false));
        }
    }

    @Test
    @DisplayName("attack 19, LCTX-20: a launch context holds for its FHIR server only")
    void contexts() {
        Response registered = realm.registerAs("second-server", Map.of("patient", "pat-1", "aud", SECOND));
        assertThat(registered.statusCode()).as(registered.asString()).isEqualTo(200);
        String launch = registered.path("launch");
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.launchRequest(App.SCOPE, pkce, launch);
        assertThat(realm.browser().visit(app.authorize(request), "drbob"))
                .containsEntry("error", "invalid_request")
                .containsEntry("error_description", "invalid launch");
        request.put("aud", SECOND);
        Response tokens = app.tokens(realm.browser().visit(app.authorize(request), "drbob"), pkce);
        assertThat(Jwt.claims(tokens.path("access_token")).getString("patient")).isEqualTo("pat-1");
    }

    @Test
    @DisplayName(
            "attack 19: a relative fhirUser is nobody where there are several FHIR servers, an absolute one on its own")
    void relativeUser() {
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.request("launch/patient openid fhirUser patient/*.rs", pkce);
        request.put("aud", SECOND);
        assertThat(realm.browser().visit(app.authorize(request), "alice"))
                .as("Patient/pat-1 of which server?")
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");
        Pkce other = Pkce.create();
        String launch = realm.registerAs("second-server", Map.of("patient", "pat-2", "aud", SECOND))
                .path("launch");
        Map<String, String> launched = app.launchRequest(App.SCOPE, other, launch);
        launched.put("aud", SECOND);
        assertThat(realm.browser().visit(app.authorize(launched), "alice"))
                .as("a patient somewhere, and not known to be this one")
                .containsEntry("error", "access_denied");

        realm.admin.post(
                realm.path("/users"),
                Map.of(
                        "username", "absolute",
                        "enabled", true,
                        "email", "absolute@example.org",
                        "firstName", "a",
                        "lastName", "b",
                        "attributes", Map.of("fhirUser", List.of(SECOND + "/Patient/7")),
                        "credentials", List.of(Map.of("type", "password", "value", "absolute", "temporary", false))));
        Response tokens = app.tokens(realm.browser().visit(app.authorize(request), "absolute"), pkce);
        assertThat(Jwt.claims(tokens.path("access_token")).getString("patient")).isEqualTo("7");
        assertThat(Jwt.claims(tokens.path("id_token")).getString("fhirUser")).isEqualTo(SECOND + "/Patient/7");
        request.put("aud", SmartRealm.FHIR);
        request.put("code_challenge", Pkce.create().challenge());
        assertThat(realm.browser().visit(app.authorize(request), "absolute")).containsEntry("error", "access_denied");
    }

    @Test
    @DisplayName("attack 15, 19: an exchanged token stays with the FHIR server of the grant")
    void exchange() {
        App service = realm.newApp(Map.of(
                "attributes",
                Map.of("standard.token.exchange.enabled", "true"),
                "protocolMappers",
                List.of(audience("fhir-server"), audience("second-server"))));
        Response tokens = service.launch(realm.browser(), "drbob", Map.of("patient", "pat-6", "aud", SmartRealm.FHIR));
        assertThat(Jwt.claims(tokens.path("access_token")).getList("aud", String.class))
                .doesNotContain("second-server");
        for (String audience : List.of("second-server", "fhir-server")) {
            Response exchanged = service.token(Map.of(
                    "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                    "subject_token", tokens.path("access_token"),
                    "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                    "audience", audience,
                    "scope", "patient/Observation.rs"));
            if (exchanged.statusCode() == 200) {
                String access = exchanged.path("access_token");
                assertThat(realm.introspectAs("second-server", access).getBoolean("active"))
                        .isFalse();
                assertThat(Jwt.claims(access).getString("aud")).doesNotContain("second-server", SECOND);
            }
        }
    }

    private static Map<String, Object> audience(String clientId) {
        return Map.of(
                "name",
                clientId,
                "protocol",
                "openid-connect",
                "protocolMapper",
                "oidc-audience-mapper",
                "config",
                Map.of("included.client.audience", clientId, "access.token.claim", "true"));
    }

    @Test
    @DisplayName("attack 21: the right to register for one FHIR server is none for another")
    void issuers() {
        assertThat(realm.registerAs("second-server", Map.of("patient", "pat-1", "aud", SmartRealm.FHIR))
                        .statusCode())
                .isEqualTo(403);
        assertThat(realm.registerAs("ehr", Map.of("patient", "pat-1", "aud", SECOND))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("A FHIR server that is switched off gets no new tokens, by login or refresh")
    void disabled() {
        RealmClient server = addServer("third-server", "https://third.example.org/fhir");
        Response tokens = login("https://third.example.org/fhir");
        server.change(Map.of("enabled", false));

        assertThat(app.refresh(tokens).<String>path("error")).isEqualTo("invalid_grant");
        Map<String, String> request = app.request("openid fhirUser user/*.rs", Pkce.create());
        request.put("aud", "https://third.example.org/fhir");
        assertThat(realm.browser().visit(app.authorize(request), "drbob"))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("code");
    }

    @Test
    @DisplayName("SMART-DISC-1, 2, LEN-1: discovery speaks of the FHIR server that is asked for, and of no stranger")
    void discovery() {
        String document = realm.url + "/.well-known/smart-configuration";
        for (String base : List.of(SmartRealm.FHIR, SmartRealm.FHIR + "/", SECOND, SECOND + "/", "")) {
            Response answer = given().queryParam("fhir", base).get(document);
            assertThat(answer.statusCode()).as(base).isEqualTo(200);
            assertThat(answer.<String>path("issuer")).isEqualTo(realm.url);
            assertThat(answer.<String>path("authorization_endpoint")).isEqualTo(realm.endpoint("auth"));
            assertThat(answer.<List<String>>path("capabilities")).contains("launch-ehr", "permission-online");
        }
        for (String base : List.of("https://third.example.org", "/", SECOND + "/x", SECOND + "//", "<script>")) {
            assertThat(given().queryParam("fhir", base).get(document).statusCode())
                    .as(base)
                    .isEqualTo(404);
        }
    }

    @Test
    @DisplayName("The console refuses a base URL that is none, or another FHIR server's")
    void settings() {
        String path = "/clients/" + realm.client("web-app").id() + "/protocol-mappers/models";
        for (String base :
                List.of("", "fhir", "ftp://x.example/fhir", SECOND, SECOND + "/", "https://x.example/?a=b")) {
            Response refused = realm.admin
                    .request()
                    .contentType("application/json")
                    .body(mapper(base))
                    .post(realm.adminUrl(path));
            assertThat(refused.statusCode()).as(base).isEqualTo(400);
            assertThat(refused.asString()).contains("FHIR base URL");
        }
    }
}
