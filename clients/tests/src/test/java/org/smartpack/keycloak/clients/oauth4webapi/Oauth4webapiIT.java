/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.oauth4webapi;

import java.util.Map;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.LaunchGrant;
import org.smartpack.keycloak.clients.frame.Script;
import org.smartpack.keycloak.clients.frame.SigningClient;
import org.smartpack.keycloak.clients.frame.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A backend service and an app with oauth4webapi as in docs/clients.md: {@code src/test/npm/oauth4webapi.mjs}. */
@ClientTest
@DisplayName("A client with oauth4webapi")
class Oauth4webapiIT {

    private static final String SCOPE = "system/Observation.rs?category=laboratory";
    private static final Script SCRIPT = Script.node("oauth4webapi.mjs");

    private SigningClient client;

    @BeforeAll
    void createClient(SmartRealm realm) {
        client = SigningClient.create(realm, "test-oauth4webapi", SmartRealm.CALLBACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "ES384"})
    @DisplayName("gets a token of its own and introspects it")
    void backend(String algorithm, SmartRealm realm) {
        JsonPath result = SCRIPT.run("backend", client.settings(realm, algorithm, SCOPE));
        assertThat(result.getString("tokens.scope")).isEqualTo(SCOPE);
        assertThat(result.getBoolean("introspection.active")).isTrue();
        assertThat(result.getString("introspection.scope")).isEqualTo(SCOPE);
        assertThat(result.getString("introspection.client_id")).isEqualTo(client.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "ES384"})
    @DisplayName("is launched by the EHR: code with PKCE and iss, refresh, introspection, revocation")
    void launch(String algorithm, SmartRealm realm) {
        JsonPath result = SCRIPT.run("app", client.launchSettings(realm, algorithm), LaunchGrant.user(realm));
        LaunchGrant.isReported(result);
        assertThat(result.getBoolean("issExpected")).isTrue();
        assertThat(result.getString("iss")).isEqualTo(realm.issuer());
        assertThat(result.getString("authorizationUrl")).contains("code_challenge_method=S256");
    }

    @Test
    @DisplayName("pushes its authorization request (PAR)")
    void pushed(SmartRealm realm) {
        JsonPath result = SCRIPT.run("par", client.launchSettings(realm, "ES384"), LaunchGrant.user(realm));
        assertThat(result.getString("authorizationUrl"))
                .contains("request_uri=")
                .doesNotContain("launch=");
        LaunchGrant.isReported(result);
    }

    @Test
    @DisplayName("reports invalid_client for a key that isn't registered")
    void foreignKey(SmartRealm realm) {
        Map<String, Object> settings = client.settings(realm, "RS384", SCOPE);
        settings.put("keys", client.foreignKeys().toString());
        JsonPath result = SCRIPT.run("refusal", settings);
        assertThat(result.getInt("status")).isEqualTo(401);
        assertThat(result.getString("error")).isEqualTo("invalid_client");
        realm.expectRefusal(client.id(), "the signature doesn't hold");
    }
}
