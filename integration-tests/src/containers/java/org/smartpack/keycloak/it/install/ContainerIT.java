/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.utility.MountableFile;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** The jars in Keycloak's container image. */
@Tag("containers")
@DisplayName("The pack in a container")
class ContainerIT {

    private static KeycloakContainer keycloak;
    private static Admin admin;
    private static Client bulkClient;

    @BeforeAll
    static void start() throws IOException {
        Path log = Installation.logFile("keycloak-container.log");
        keycloak = new KeycloakContainer(System.getProperty("keycloak.image"))
                .withProviderLibsFrom(List.of(
                        Installation.providerJar().toFile(),
                        Installation.themeJar().toFile()))
                .withFeaturesEnabled("parameterized-scopes")
                .withStartupTimeout(Duration.ofMinutes(8))
                .withLogConsumer(frame -> append(log, frame.getBytes()));
        keycloak.withCopyFileToContainer(
                MountableFile.forHostPath(Installation.realmExport("smart.json")),
                "/opt/keycloak/data/import/smart.json");
        KeycloakServer.REQUEST_LIMITS.forEach(keycloak::withCustomCommand);
        keycloak.start();
        admin = new Admin(keycloak.getAuthServerUrl());
        bulkClient = SigningClient.demo(new Realm(admin, "smart"), "bulk-client");
    }

    private static void append(Path log, byte[] bytes) {
        try {
            Files.write(log, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() {
        keycloak.stop();
    }

    @Test
    @DisplayName("the console's provider info shows the version and that scope rules are on")
    void theConsoleShowsVersionAndFeatureState() {
        assertThat(new ProviderInfo(admin).ofThePack())
                .containsEntry("SMART Pack version", Installation.version())
                .containsEntry("SMART scopes by rule", "on");
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
