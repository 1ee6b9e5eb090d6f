/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.fhirclient;

import java.util.Map;
import java.util.function.UnaryOperator;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.clients.frame.ClientProcess;
import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoRealm;
import org.smartpack.keycloak.clients.frame.KeyFileClient;
import org.smartpack.keycloak.clients.frame.Script;
import org.smartpack.keycloak.testkit.LoginPages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A standalone launch of a server's app with fhirclient: {@code src/test/npm/fhirclient.mjs}. The tests of the profile
 * {@code browser} launch such apps from an EHR.
 */
@ClientTest
@DisplayName("An app on a server with fhirclient")
class FhirclientServerIT {

    private static final String SCOPE = "launch/patient openid fhirUser patient/*.rs";
    private static final Script SCRIPT = Script.node("fhirclient.mjs");

    private String home;
    private KeyFileClient client;

    @BeforeAll
    void createClient(DemoRealm realm) {
        home = "http://127.0.0.1:" + ClientProcess.freePort();
        client = KeyFileClient.create(realm, "test-fhirclient", home + "/callback");
    }

    private Map<String, Object> settings(DemoRealm realm, String algorithm) {
        Map<String, Object> settings = client.settings(realm, algorithm, SCOPE);
        settings.put("redirectUri", home + "/callback");
        return settings;
    }

    /** The user, whose browser follows the app's redirects too. */
    private UnaryOperator<String> alice() {
        return url -> {
            LoginPages browser = new LoginPages(home + "/opened");
            browser.visit(url, "alice");
            assertThat(browser.visited())
                    .anyMatch(visited -> visited.contains("code_challenge_method=S256"))
                    .anyMatch(visited -> visited.startsWith(home + "/callback"));
            return home + "/opened";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "ES384"})
    @DisplayName("signs with its key, gets the user's own record and reads it")
    void launch(String algorithm, DemoRealm realm) {
        JsonPath result = SCRIPT.run("app", settings(realm, algorithm), alice());
        assertThat(result.getString("tokens.scope").split(" ")).containsExactlyInAnyOrder(SCOPE.split(" "));
        assertThat(result.getString("patientId")).isEqualTo("pat-1");
        assertThat(result.getString("fhirUser")).isEqualTo("Patient/pat-1");
        assertThat(result.getString("patient.id")).isEqualTo("pat-1");
        assertThat(result.getList("observations.id")).containsExactlyInAnyOrder("obs-lab-1", "obs-vit-1");
    }

    @Test
    @DisplayName("reports invalid_client for a key that isn't registered")
    void foreignKey(DemoRealm realm) {
        Map<String, Object> settings = settings(realm, "ES384");
        settings.put("keys", client.foreignKeys().toString());
        JsonPath result = SCRIPT.run("refusal", settings, alice());
        assertThat(result.getInt("status")).isEqualTo(401);
        assertThat(result.getString("message")).contains("invalid_client");
        realm.expectRefusal(client.id(), "the signature is not valid");
    }
}
