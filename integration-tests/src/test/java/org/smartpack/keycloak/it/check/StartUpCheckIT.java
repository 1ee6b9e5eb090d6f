/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.check;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Eventually;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Servers;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A server that starts with realms of which one has a mistake. */
class StartUpCheckIT {

    private static List<String> warnings(KeycloakServer server) {
        return server.log()
                .lines()
                .filter(line -> line.contains("the realm check found"))
                .toList();
    }

    @Test
    @DisplayName("the log has one warning for the realm with an error, and none for the others")
    void oneLine() throws InterruptedException {
        KeycloakHome home = Installation.home("start-up-check");
        int port = Installation.freePort();
        List<String> options = List.of(KeycloakServer.FEATURE);
        SmartRealm wrong;
        try (KeycloakServer server = Servers.startDev(home, port, options)) {
            Admin admin = new Admin(server);
            SmartRealm.create(admin);
            wrong = SmartRealm.create(admin);
            admin.delete(wrong.client("fhir-server").path() + "/roles/introspect");
            assertThat(warnings(server)).isEmpty();
        }
        try (KeycloakServer server = Servers.startDev(home, port, options)) {
            assertThat(Eventually.look(() -> warnings(server), lines -> !lines.isEmpty()))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("WARN", wrong.name, "1 error(s)", "fhir-server-roles (client fhir-server"));
        }
    }
}
