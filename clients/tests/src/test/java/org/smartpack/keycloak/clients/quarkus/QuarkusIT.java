/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.quarkus;

import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.clients.frame.ClientProcess;
import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoKey;
import org.smartpack.keycloak.clients.frame.DemoRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The application of {@code clients/quarkus}, as docs/clients.md shows it. */
@ClientTest
@DisplayName("A backend service with Quarkus' OIDC client")
class QuarkusIT {

    private final int port = ClientProcess.freePort();
    private ClientProcess application;

    @BeforeAll
    void start(DemoRealm realm) {
        application = ClientProcess.serve(
                "quarkus",
                port,
                ClientProcess.java(ClientProcess.file("quarkus/target/quarkus-app/quarkus-run.jar")),
                Map.of(
                        "QUARKUS_HTTP_PORT", String.valueOf(port),
                        "SMART_ISSUER", realm.url,
                        "SMART_KEY_RS384", pem("RS384"),
                        "SMART_KEY_ES384", pem("ES384"),
                        "SMART_KEY_FOREIGN",
                                DemoKey.foreign("bulk-client")
                                        .pem("quarkus-foreign")
                                        .toString()));
    }

    private static String pem(String algorithm) {
        return DemoKey.of("bulk-client", algorithm).pem("quarkus-" + algorithm).toString();
    }

    @AfterAll
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    private Response ask(String client) {
        return given().get("http://127.0.0.1:" + port + "/token/" + client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rs384", "es384"})
    @DisplayName("SMART-BS-3 SMART-BS-21: gets a token with its key, and reads with it")
    void reads(String client, DemoRealm realm) {
        Response token = ask(client);
        assertThat(token.statusCode()).as(token.asString()).isEqualTo(200);
        assertThat(realm.read("Patient/pat-1", token.asString()).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("SMART-BS-3: reports invalid_client for a key that isn't registered")
    void foreignKey(DemoRealm realm) {
        Response refused = ask("foreign");
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.asString()).contains("invalid_client");
        realm.expectRefusal("bulk-client", "the signature is not valid");
    }
}
