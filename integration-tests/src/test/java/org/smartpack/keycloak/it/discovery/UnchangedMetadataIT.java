/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Servers;
import org.smartpack.keycloak.testkit.SharedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The metadata of a realm that has nothing to do with SMART are, member by member, those of a Keycloak without the
 * pack. Only the order within lists may differ: Keycloak lists algorithms and methods in the order of a hash table.
 */
@ExtendWith(SharedServer.class)
class UnchangedMetadataIT {

    private static KeycloakServer vanilla;

    @BeforeAll
    static void startKeycloakWithoutThePack() {
        List<String> options = new ArrayList<>(KeycloakServer.REQUEST_LIMITS);
        options.add(KeycloakServer.FEATURE);
        vanilla = Servers.startDev(Installation.plainHome("vanilla"), options);
    }

    @AfterAll
    static void stop() {
        if (vanilla != null) {
            vanilla.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fresh", "with scopes", "behind a frontend URL", "with registration"})
    void aRealmIsAsWithoutThePack(String kind, KeycloakServer server, Admin admin) {
        String here = realm(admin, kind);
        String there = realm(new Admin(vanilla), kind);
        for (String document : List.of("openid-configuration", "oauth-authorization-server")) {
            Map<String, Object> expected = members(vanilla, there, document);
            assertThat(expected).containsKey("issuer");
            assertThat(members(server, here, document)).as(document).isEqualTo(expected);
        }
    }

    private static String realm(Admin admin, String kind) {
        String realm = admin.createRealm(
                switch (kind) {
                    case "behind a frontend URL" ->
                        Map.of("attributes", Map.of("frontendUrl", "https://login.example.org/auth"));
                    case "with registration" -> Map.of("registrationAllowed", true);
                    default -> Map.of();
                });
        if (kind.equals("with scopes")) {
            for (String scope : List.of("launch", "system", "Patient/read", "patients", "fhirUser", "tags?x=y")) {
                admin.createScope(realm, scope, Map.of());
            }
        }
        return realm;
    }

    /** The members of a document with its lists sorted, and with the names that differ by nature replaced. */
    private static Map<String, Object> members(KeycloakServer server, String realm, String document) {
        String text = Documents.text(Documents.wellKnown(server.realmUrl(realm), document))
                .replace(server.url(), "http://keycloak")
                .replace(realm, "the-realm");
        JsonNode json = Documents.parse(text);
        return json.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        member -> member.getValue().isArray()
                                ? Documents.strings(json, member.getKey()).stream()
                                        .sorted()
                                        .toList()
                                : member.getValue()));
    }
}
