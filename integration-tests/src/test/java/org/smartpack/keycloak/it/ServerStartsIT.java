/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

@ExtendWith(SharedServer.class)
class ServerStartsIT {

    @Test
    void aRealmCanBeMadeAndServesItsDiscovery(KeycloakServer server, Admin admin) {
        String realm = admin.createRealm(Map.of());
        given().get(server.realmUrl(realm) + "/.well-known/openid-configuration")
                .then()
                .statusCode(200)
                .body("issuer", equalTo(server.realmUrl(realm)));
    }
}
