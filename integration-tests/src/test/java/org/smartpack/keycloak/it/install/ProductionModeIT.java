/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.install;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Servers;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** The jar in an untouched Keycloak in production mode: {@code kc.sh build}, then {@code start --optimized}. */
@DisplayName("The pack in production mode")
class ProductionModeIT {

    private static KeycloakServer server;
    private static Admin admin;
    private static Client bulkClient;

    @BeforeAll
    static void buildAndStart() throws IOException {
        KeycloakHome home = Installation.home("production")
                .withRealm("smart.json", Files.readString(Installation.realmExport("smart.json")));
        Servers.build(home, List.of(KeycloakServer.FEATURE, "--health-enabled=true", "--db=dev-file", "--cache=ispn"));
        List<String> options = new ArrayList<>(KeycloakServer.REQUEST_LIMITS);
        options.addAll(List.of("--hostname-strict=false", "--import-realm"));
        server = Servers.startBuilt(home, Installation.freePort(), options);
        admin = new Admin(server);
        bulkClient = SigningClient.demo(new Realm(admin, "smart"), "bulk-client");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    @DisplayName("the start-up log names the pack once and warns of nothing that concerns it")
    void theLogNamesThePack() {
        assertThat(PackLog.lines(server)).singleElement().satisfies(line -> assertThat(line)
                .contains("INFO", Installation.version(), "by rule")
                .doesNotContain("WARN"));
    }

    @Test
    @DisplayName("the console's provider info shows the version and that scope rules are on")
    void theConsoleShowsVersionAndFeatureState() {
        assertThat(new ProviderInfo(admin).ofThePack())
                .containsEntry("SMART Pack version", Installation.version())
                .containsEntry("Built for Keycloak", System.getProperty("keycloak.version"))
                .containsEntry("This Keycloak", System.getProperty("keycloak.version"))
                .containsEntry("SMART scopes by rule", "on")
                .containsEntry("Request limits", "set");
    }

    @Test
    @DisplayName("a backend service of the realm export gets, with a signed JWT, a part of its allowance")
    void aPartOfTheAllowanceIsGranted() {
        Response response = bulkClient.clientCredentials("system/Observation.rs?category=laboratory");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.jsonPath().getString("scope").split(" "))
                .contains("system/Observation.rs?category=laboratory")
                .doesNotContain("system/*.rs", "system/Observation.rs");
    }

    @Test
    @DisplayName("the same backend service is refused what lies outside")
    void whatLiesOutsideIsRefused() {
        bulkClient.clientCredentials("system/Patient.d").then().statusCode(400).body("error", equalTo("invalid_scope"));
    }
}
