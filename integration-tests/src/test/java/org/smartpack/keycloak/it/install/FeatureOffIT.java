/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.install;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.it.koppeltaal.ScopeDomain;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** Installed, but the server feature was forgotten: loud, and closed. */
@DisplayName("The pack without the feature parameterized-scopes")
class FeatureOffIT {

    private static KeycloakServer server;
    private static Admin admin;

    @BeforeAll
    static void start() {
        server = KeycloakServer.startDev(
                Installation.home("feature-off"),
                Installation.freePort(),
                Installation.freePort(),
                List.of("--features-disabled=par"));
        admin = new Admin(server);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    @DisplayName("one warning at start-up names the option that is missing")
    void oneWarning() {
        assertThat(PackLog.lines(server)).singleElement().satisfies(line -> assertThat(line)
                .contains("WARN", "OFF", "--features=parameterized-scopes")
                // What a feature that is off takes away isn't lost.
                .doesNotContain("LOST"));
    }

    @Test
    @DisplayName("the console's provider info says OFF and what to do")
    void theConsoleSaysWhatToDo() {
        assertThat(new ProviderInfo(admin).ofThePack().get("SMART scopes by rule"))
                .startsWith("OFF")
                .contains("--features=parameterized-scopes");
    }

    @Test
    @DisplayName("a scope inside the allowance is refused: nothing is granted by rule")
    void nothingByRule() {
        BackendClient client = BackendClient.create(admin, "system/*.rs");
        for (String scope : List.of(
                "system/Observation.rs",
                "system/*.r",
                "system/Observation.rs?category=laboratory",
                "system/*.rs system/Patient.r",
                "system/*.*",
                "system/*.read")) {
            client.request(scope).then().statusCode(400).body("error", equalTo("invalid_scope"));
        }
    }

    @Test
    @DisplayName("the exact name is granted")
    void theExactName() {
        BackendClient client = BackendClient.create(admin, "system/*.rs");
        client.request("system/*.rs").then().statusCode(200);
        assertThat(client.request("system/*.rs").jsonPath().getString("scope").split(" "))
                .contains("system/*.rs");
    }

    @Test
    @DisplayName("attack 40: a user's token has no system/ scope, even by its exact name, at login and at refresh")
    void noSystemScopesForUsers() {
        BackendClient client = BackendClient.create(admin, "system/*.rs");
        Response tokens = client.password("openid system/*.rs");
        Response refreshed = client.refresh(tokens.path("refresh_token"));
        for (Response response : List.of(tokens, refreshed)) {
            assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
            for (String token : List.of("access_token", "refresh_token")) {
                assertThat(new String(
                                Base64.getUrlDecoder()
                                        .decode(response.<String>path(token).split("\\.")[1]),
                                StandardCharsets.UTF_8))
                        .doesNotContain("system/");
            }
        }
        assertThat(refreshed.<String>path("scope")).doesNotContain("system/");
    }

    @Test
    @DisplayName("KT-BS-2 a Koppeltaal application gets no token: its scopes can't be worked out")
    void koppeltaal() {
        ScopeDomain.create(server)
                .token("portal")
                .then()
                .statusCode(503)
                .body("error", equalTo("temporarily_unavailable"))
                .body("error_description", containsString("parameterized-scopes"));
    }
}
