/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Servers;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** Keycloak's older token exchange, off unless an operator turns it on, which can put another user into a token. */
class LegacyExchangeIT {

    private static KeycloakServer server;
    private static SmartRealm realm;
    private static App app;

    @BeforeAll
    static void start() {
        List<String> options = new ArrayList<>(KeycloakServer.REQUEST_LIMITS);
        options.add(KeycloakServer.FEATURE + ",token-exchange:v1,admin-fine-grained-authz:v1");
        server = Servers.startDev(Installation.home("legacy-exchange"), options);
        Admin admin = new Admin(server);
        realm = SmartRealm.create(admin);
        app = realm.newApp(Map.of("fullScopeAllowed", true, "directAccessGrantsEnabled", true));
        String system = admin.get(realm.path("/client-scopes")).path("find { it.name == 'system/*.rs' }.id");
        admin.assign(realm.name, realm.client(app.clientId()).id(), system, false);
        String management = realm.client("realm-management").id();
        Map<String, Object> role = admin.get(realm.path("/clients/" + management + "/roles/impersonation"))
                .jsonPath()
                .getMap("");
        admin.post(realm.user("drbob").path() + "/role-mappings/clients/" + management, List.of(role));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Response exchange(Map<String, String> form) {
        Map<String, String> request = new LinkedHashMap<>(form);
        request.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        request.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
        request.values().removeIf(String::isEmpty);
        return app.token(request);
    }

    private static Response launched() {
        return app.launch(realm.browser(), "drbob", Map.of("patient", "pat-6"));
    }

    /** What is left is a token of Keycloak's, which says nothing to a FHIR server. */
    private static void assertNoAccess(Response answer) {
        if (answer.statusCode() != 200) {
            assertThat(answer.<String>path("access_token")).isNull();
            return;
        }
        assertThat(answer.<String>path("scope")).doesNotContain("/", "launch");
        Map<String, Object> claims = Jwt.claims(answer.path("access_token")).getMap("");
        assertThat(claims).doesNotContainKeys("patient", "fhirUser");
        assertThat(String.valueOf(claims.get("aud"))).doesNotContain(SmartRealm.FHIR);
        if (answer.path("id_token") != null) {
            assertThat(Jwt.claims(answer.path("id_token")).getMap("")).doesNotContainKeys("patient", "fhirUser");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient/*.rs", "patient/*.cruds"})
    @DisplayName("attack 15, 24: an app's own token keeps its patient or loses it, and isn't refreshed")
    void context(String scope) {
        Response tokens = app.launch(
                realm.browser(), "drbob", "launch openid online_access " + scope, Map.of("patient", "pat-6"));
        for (String wanted : List.of("", "patient/Observation.rs", scope)) {
            Response exchanged = exchange(Map.of("subject_token", tokens.path("access_token"), "scope", wanted));
            assertThat(exchanged.statusCode()).as(exchanged.asString()).isEqualTo(200);
            String granted = exchanged.path("scope");
            assertThat(granted.isEmpty() ? List.of() : List.of(granted.split(" ")))
                    .isSubsetOf(tokens.<String>path("scope").split(" "));
            assertThat(Jwt.claims(exchanged.path("access_token")).getString("patient"))
                    .isIn("pat-6", null);
            if (exchanged.path("refresh_token") != null) {
                assertNoAccess(app.refresh(exchanged));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "openid", "openid fhirUser", "patient/*.rs", "launch/patient patient/*.rs", "system/*.rs"})
    @DisplayName("attack 15, 40: who may impersonate gets no SMART access in the other user's name by it")
    void impersonation(String scope) {
        for (String token : List.of(
                launched().<String>path("access_token"),
                app.token(Map.of("grant_type", "password", "username", "drbob", "password", "drbob", "scope", "openid"))
                        .<String>path("access_token"))) {
            Response answer = exchange(Map.of("subject_token", token, "requested_subject", "alice", "scope", scope));
            assertNoAccess(answer);
            if (answer.path("refresh_token") != null) {
                assertNoAccess(app.refresh(answer));
                assertNoAccess(app.refresh(answer, "openid fhirUser patient/*.rs"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "openid fhirUser", "patient/*.rs", "system/*.rs"})
    @DisplayName("attack 15: without a subject token, by a client that may not impersonate")
    void nobody(String scope) {
        assertNoAccess(exchange(Map.of("requested_subject", "alice", "scope", scope)));
    }

    @Test
    @DisplayName("attack 40: a user's token is not exchanged for system/ scopes")
    void system() {
        assertNoAccess(exchange(Map.of("subject_token", launched().path("access_token"), "scope", "system/*.rs")));
    }
}
