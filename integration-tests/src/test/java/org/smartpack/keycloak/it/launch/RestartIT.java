/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Servers;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A server that is stopped and started again, on the same database and port. */
class RestartIT {

    @Test
    @DisplayName("LCTX-24: two grants of one session keep their patients over a restart of the server")
    void contextOutlivesTheServer() {
        KeycloakHome home = Installation.home("restart");
        int port = Installation.freePort();
        List<String> options = List.of(KeycloakServer.FEATURE);
        SmartRealm realm;
        Response online;
        Response offline;
        try (KeycloakServer server = Servers.startDev(home, port, options)) {
            realm = SmartRealm.create(new Admin(server));
            App app = realm.app("growth-chart");
            var browser = realm.browser();
            online = app.launch(browser, "drbob", Map.of("patient", "pat-1"));
            offline = app.launch(
                    browser, "drbob", "launch openid offline_access patient/*.rs", Map.of("patient", "pat-2"));
        }
        try (KeycloakServer server = Servers.startDev(home, port, options)) {
            assertThat(server.url()).isEqualTo("http://127.0.0.1:" + port);
            App app = realm.app("growth-chart");
            assertThat(app.patient(online)).as("the access token from before").isEqualTo("pat-1");
            assertThat(app.patient(app.refresh(offline))).isEqualTo("pat-2");
            assertThat(app.patient(app.refresh(online))).isEqualTo("pat-1");
        }
    }
}
