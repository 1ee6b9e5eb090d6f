/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.setup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Servers;
import org.smartpack.keycloak.testkit.realm.Realm;

import static org.assertj.core.api.Assertions.assertThat;

/** A realm file that the server itself imports when it starts: there is no administrator. */
class RealmFileIT {

    @Test
    @DisplayName(
            "SETUP-1, KT-DOM-8: a realm file that brings client and mapper is completed, and the log tells what was created")
    void importedAtStart() throws Exception {
        KeycloakHome home = Installation.home("realm-file");
        Path file = home.path().resolve("data/import/clinic.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                """
                {"realm": "clinic", "enabled": true, "clients": [{"clientId": "fhir-server", "publicClient": false,
                 "protocolMappers": [{"name": "FHIR server", "protocol": "openid-connect",
                 "protocolMapper": "smart-fhir-server", "config": {"base.url": "%s"}}]}]}
                """
                        .formatted(RealmContent.BASE));
        Files.writeString(
                file.resolveSibling("domain.json"),
                """
                {"realm": "domain", "enabled": true, "clients": [{"clientId": "planner", "publicClient": false,
                 "protocolMappers": [{"name": "Koppeltaal application", "protocol": "openid-connect",
                 "protocolMapper": "smart-koppeltaal-app", "config": {}}]}]}
                """);
        try (KeycloakServer server = Servers.startDev(home, List.of(KeycloakServer.FEATURE, "--import-realm"))) {
            new RealmContent(new Realm(new Admin(server), "clinic")).assertComplete();
            assertThat(server.log()).contains("Realm clinic: saving the mapper \"FHIR server\" created role ");
            assertThat(new Realm(new Admin(server), "domain")
                            .client("planner")
                            .representation()
                            .get("attributes"))
                    .asString()
                    .contains("access.token.signed.response.alg=RS512", "smart.jwt.algorithms=RS384 ES384 RS512");
            assertThat(server.log())
                    .contains("Realm domain: saving the mapper \"Koppeltaal application\" set RS512 for access tokens");
        }
    }
}
