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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.it.framework.Admin;
import org.smartpack.keycloak.it.framework.Installation;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar in Keycloak's container image. */
@Tag("containers")
@DisplayName("The pack in a container")
class ContainerIT {

    private static KeycloakContainer keycloak;
    private static Admin admin;

    @BeforeAll
    static void start() throws IOException {
        Path log = Installation.logFile("keycloak-container.log");
        keycloak = new KeycloakContainer(System.getProperty("keycloak.image"))
                .withProviderLibsFrom(List.of(Installation.providerJar().toFile()))
                .withFeaturesEnabled("parameterized-scopes")
                .withStartupTimeout(Duration.ofMinutes(5))
                .withLogConsumer(frame -> append(log, frame.getBytes()));
        KeycloakServer.REQUEST_LIMITS.forEach(keycloak::withCustomCommand);
        keycloak.start();
        admin = new Admin(keycloak.getAuthServerUrl());
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
    @DisplayName("a backend client gets a token for a scope that is registered by its exact name")
    void aRegisteredScopeIsGranted() {
        BackendClient client = BackendClient.create(admin, "system/Patient.r");
        client.request("system/Patient.r").then().statusCode(200);
        assertThat(client.request("system/Patient.r")
                        .jsonPath()
                        .getString("scope")
                        .split(" "))
                .contains("system/Patient.r");
    }
}
