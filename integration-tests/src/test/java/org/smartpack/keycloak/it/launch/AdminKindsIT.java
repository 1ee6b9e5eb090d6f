/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.Map;

import io.restassured.http.ContentType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.it.launch.AdminKinds.Kind;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;

import static org.assertj.core.api.Assertions.assertThat;

/** That the administrators of the tests for attacks 37 and 38 are what they are taken for. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminKindsIT {

    private AdminKinds kinds;

    @BeforeAll
    void realm(Admin admin) {
        kinds = AdminKinds.create(admin, "web-app");
    }

    private int status(Kind kind, String path) {
        return kinds.as(kind).get(kinds.realm.adminUrl(path)).statusCode();
    }

    private int statusOfChange(Kind kind, String clientId) {
        String path = "/clients/" + kinds.realm.client(clientId).id();
        return kinds.as(kind)
                .contentType(ContentType.JSON)
                .body(Map.of("clientId", clientId, "description", "changed"))
                .put(kinds.realm.adminUrl(path))
                .statusCode();
    }

    @Test
    @DisplayName("attack 37: the help desk sees users but may not list clients")
    void helpDesk() {
        for (Kind kind : new Kind[] {Kind.QUERY_USERS, Kind.MANAGE_USERS}) {
            assertThat(status(kind, "/users")).as("%s", kind).isEqualTo(200);
            assertThat(status(kind, "/clients")).as("%s", kind).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("attack 37: who views one client is shown that one")
    void viewsOne() {
        assertThat(kinds.clientsSeenBy(Kind.VIEW_ONE_CLIENT)).containsExactly("web-app");
        assertThat(statusOfChange(Kind.VIEW_ONE_CLIENT, "web-app")).isEqualTo(403);
    }

    @Test
    @DisplayName("attack 38: who manages one client changes that one only")
    void managesOne() {
        assertThat(kinds.clientsSeenBy(Kind.MANAGE_ONE_CLIENT)).containsExactly("web-app");
        assertThat(statusOfChange(Kind.MANAGE_ONE_CLIENT, "web-app")).isEqualTo(204);
        assertThat(statusOfChange(Kind.MANAGE_ONE_CLIENT, "fhir-server")).isEqualTo(403);
    }

    @Test
    @DisplayName("attack 37: the realm's administrator sees all clients")
    void seesAll() {
        assertThat(kinds.clientsSeenBy(Kind.REALM_ADMIN)).contains("web-app", "fhir-server", "growth-chart");
    }
}
