/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.install;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.it.framework.Admin;
import org.smartpack.keycloak.it.framework.Installation;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar in an untouched Keycloak in production mode: {@code kc.sh build}, then {@code start --optimized}. */
@DisplayName("The pack in production mode")
class ProductionModeIT {

    private static KeycloakServer server;
    private static Admin admin;

    @BeforeAll
    static void buildAndStart() {
        KeycloakHome home = Installation.home("production");
        KeycloakServer.build(home, List.of(KeycloakServer.FEATURE, "--health-enabled=true", "--db=dev-file"));
        List<String> options = new ArrayList<>(KeycloakServer.REQUEST_LIMITS);
        options.addAll(List.of("--optimized", "--http-enabled=true", "--hostname-strict=false"));
        server = KeycloakServer.start(home, Installation.freePort(), Installation.freePort(), "start", options);
        admin = new Admin(server);
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
                .containsEntry("SMART scopes by rule", "on");
    }

    @Test
    @DisplayName("a backend client gets a token for a scope that is registered by its exact name")
    void aRegisteredScopeIsGranted() {
        BackendClient client = BackendClient.create(admin, "system/Patient.r");
        client.request("system/Patient.r").then().statusCode(200);
        assertThat(client.request("system/Patient.r").jsonPath().getString("scope"))
                .contains("system/Patient.r");
    }
}
