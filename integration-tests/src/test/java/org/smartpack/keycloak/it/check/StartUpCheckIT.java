/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.check;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Eventually;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Servers;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A server that starts with realms of which some have a mistake. */
class StartUpCheckIT {

    private static List<String> warnings(KeycloakServer server) {
        return server.log()
                .lines()
                .filter(line -> line.contains("the realm check found"))
                .toList();
    }

    /** This server was started without the request limits. */
    private static void assertServerIsShownToItsOwnAdministratorsOnly(SmartRealm realm) {
        String seen = realm.admin.get(realm.path("/smart-check")).asString();
        assertThat(seen).contains("request-limits", "--spi-login-protocol--openid-connect--");
        realm.createUser("own").give(realm.client("realm-management"), "realm-admin");
        String token = Client.publicClient(realm, "admin-cli").password("own").path("access_token");
        Response answer = given().auth().oauth2(token).get(realm.adminUrl("/smart-check"));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.asString())
                .contains("request-limits", "An administrator of the realm master sees what it is")
                .doesNotContain("--spi-login-protocol");
        assertThat(new RealmReport(answer.jsonPath().getMap("")).subjects("request-limits"))
                .containsExactly("server");
        String info = given().auth()
                .oauth2(token)
                .get(realm.admin.realmUrl("").replace("/realms/", "/admin/serverinfo"))
                .asString();
        assertThat(realm.admin.serverInfo().asString()).contains("--spi-login-protocol");
        assertThat(info).contains("SMART Pack version").doesNotContain("--spi-login-protocol");
    }

    @Test
    @DisplayName("the log has one warning for each realm with an error, also for one that is governed without an"
            + " approval, and none for the others; a realm's administrator"
            + " isn't told how the server is set up")
    void oneLineForEach() throws InterruptedException {
        KeycloakHome home = Installation.home("start-up-check");
        int port = Installation.freePort();
        List<String> options = List.of(KeycloakServer.FEATURE);
        SmartRealm wrong;
        Realm marked;
        try (KeycloakServer server = Servers.startDev(home, port, options)) {
            Admin admin = new Admin(server);
            SmartRealm.create(admin);
            wrong = SmartRealm.create(admin);
            assertThat(warnings(server)).isEmpty();
            admin.delete(wrong.client("fhir-server").path() + "/roles/introspect");
            assertServerIsShownToItsOwnAdministratorsOnly(wrong);
            marked = Realm.create(admin);
            marked.change(Map.of("attributes", Map.of("smart.fhir.server", "true")));
        }
        try (KeycloakServer server = Servers.startDev(home, port, options)) {
            assertThat(Eventually.look(() -> warnings(server), lines -> lines.size() > 1))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains(
                                            "WARN", wrong.name, "1 error(s)", "fhir-server-roles (client fhir-server"),
                            line -> assertThat(line)
                                    .contains("WARN", marked.name, "2 error(s)", "no-fhir-server (realm"));
        }
    }
}
