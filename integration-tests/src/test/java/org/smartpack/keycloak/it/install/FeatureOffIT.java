/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.install;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Servers;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** Installed, but the server feature was forgotten: loud, and closed. */
@DisplayName("The pack without the feature parameterized-scopes")
class FeatureOffIT {

    private static KeycloakServer server;
    private static Admin admin;

    @BeforeAll
    static void start() {
        server = Servers.startDev(Installation.home("feature-off"), List.of("--features-disabled=par"));
        admin = new Admin(server);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** A backend service with one optional client scope, in a realm of its own with the user {@code alice}. */
    private static Client client(String allowance) {
        Realm realm = Realm.create(admin);
        realm.createUser("alice");
        String scope = admin.createScope(realm.name, allowance, Map.of("include.in.token.scope", "true"));
        RealmClient backend = realm.createClient(
                "backend",
                Map.of(
                        "secret",
                        Caller.secret("backend"),
                        "serviceAccountsEnabled",
                        true,
                        "directAccessGrantsEnabled",
                        true,
                        "standardFlowEnabled",
                        false));
        admin.assign(realm.name, backend.id(), scope, false);
        return Client.confidential(realm, "backend");
    }

    @Test
    @DisplayName("one warning at start-up names the option that is missing")
    void oneWarning() {
        assertThat(PackLog.lines(server)).singleElement().satisfies(line -> assertThat(line)
                .contains("WARN", "OFF", "--features=parameterized-scopes")
                // What a feature that is off takes away isn't lost.
                .doesNotContain("LOST"));
    }

    @Test
    @DisplayName("the console's provider info says OFF and what to do")
    void theConsoleSaysWhatToDo() {
        assertThat(new ProviderInfo(admin).ofThePack().get("SMART scopes by rule"))
                .startsWith("OFF")
                .contains("--features=parameterized-scopes");
    }

    @Test
    @DisplayName("request limits that aren't set are told at start-up, in the provider info and by the realm check")
    void requestLimits() {
        String limit = "--spi-login-protocol--openid-connect--add-req-params-fail-fast=true";
        assertThat(PackLog.lines(server)).singleElement().satisfies(line -> assertThat(line)
                .contains("NOT SET", limit, "req-params-max-size--refresh_token=65536"));
        assertThat(new ProviderInfo(admin).ofThePack().get("Request limits")).contains("NOT SET", limit);
        assertThat(serverFindings("request-limits")).hasSize(5).anyMatch(problem -> problem.contains(limit));
        assertThat(serverFindings("feature-off")).hasSize(1);
    }

    private static List<String> serverFindings(String rule) {
        return admin.get("/master/smart-check")
                .jsonPath()
                .getList("findings.findAll { it.rule == '" + rule + "' && it.subject == 'server' }.problem");
    }

    @Test
    @DisplayName("a scope inside the allowance is refused: nothing is granted by rule")
    void nothingByRule() {
        Client client = client("system/*.rs");
        for (String scope : List.of(
                "system/Observation.rs",
                "system/*.r",
                "system/Observation.rs?category=laboratory",
                "system/*.rs system/Patient.r",
                "system/*.*",
                "system/*.read")) {
            client.clientCredentials(scope).then().statusCode(400).body("error", equalTo("invalid_scope"));
        }
    }

    @Test
    @DisplayName("the exact name is granted")
    void theExactName() {
        Client client = client("system/*.rs");
        client.clientCredentials("system/*.rs").then().statusCode(200);
        assertThat(client.clientCredentials("system/*.rs")
                        .jsonPath()
                        .getString("scope")
                        .split(" "))
                .contains("system/*.rs");
    }

    @Test
    @DisplayName("attack 40: a user's token has no system/ scope, even by its exact name, at login and at refresh")
    void noSystemScopesForUsers() {
        Client client = client("system/*.rs");
        Response tokens = client.password("alice", "openid system/*.rs");
        Response refreshed = client.refresh(tokens.path("refresh_token"));
        for (Response response : List.of(tokens, refreshed)) {
            assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
            for (String token : List.of("access_token", "refresh_token")) {
                assertThat(Jwt.claims(response.path(token)).getMap("").toString())
                        .doesNotContain("system/");
            }
        }
        assertThat(refreshed.<String>path("scope")).doesNotContain("system/");
    }

    @Test
    @DisplayName("KT-BS-2 a Koppeltaal application gets no token: its scopes can't be worked out")
    void koppeltaal() {
        Domain.create(admin)
                .token("portal")
                .then()
                .statusCode(503)
                .body("error", equalTo("temporarily_unavailable"))
                .body("error_description", containsString("parameterized-scopes"));
    }
}
