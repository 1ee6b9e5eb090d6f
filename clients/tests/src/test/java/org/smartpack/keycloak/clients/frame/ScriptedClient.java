/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.frame;

import java.util.Map;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A backend service and an app with one library, whose script knows the commands {@code backend, app, refusal}. */
public abstract class ScriptedClient {

    private static final String SCOPE = "system/Observation.rs?category=laboratory";

    private final Script script;
    private final String clientId;
    private KeyFileClient client;

    /** @param clientId of a client that is made for this test */
    protected ScriptedClient(Script script, String clientId) {
        this.script = script;
        this.clientId = clientId;
    }

    @BeforeAll
    protected void createClient(DemoRealm realm) {
        client = KeyFileClient.create(realm, clientId, DemoRealm.CALLBACK);
    }

    /** What the script reports of a command about a launch by the EHR. */
    protected JsonPath launched(String command, String algorithm, DemoRealm realm) {
        return script.run(command, client.launchSettings(realm, algorithm), LaunchGrant.user(realm));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "ES384"})
    @DisplayName("gets a token of its own and introspects it")
    protected void backend(String algorithm, DemoRealm realm) {
        JsonPath result = script.run("backend", client.settings(realm, algorithm, SCOPE));
        assertThat(result.getString("tokens.scope")).isEqualTo(SCOPE);
        assertThat(result.getBoolean("introspection.active")).isTrue();
        assertThat(result.getString("introspection.scope")).isEqualTo(SCOPE);
        assertThat(result.getString("introspection.client_id")).isEqualTo(client.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "ES384"})
    @DisplayName("is launched by the EHR: code with PKCE, refresh, introspection, revocation")
    protected void launch(String algorithm, DemoRealm realm) {
        JsonPath result = launched("app", algorithm, realm);
        LaunchGrant.isReported(result);
        assertThat(result.getString("authorizationUrl")).contains("code_challenge_method=S256");
        checkLaunch(result, realm);
    }

    /** What this library reports besides. */
    protected void checkLaunch(JsonPath result, DemoRealm realm) {}

    @Test
    @DisplayName("reports invalid_client for a key that isn't registered")
    protected void foreignKey(DemoRealm realm) {
        Map<String, Object> settings = client.settings(realm, "RS384", SCOPE);
        settings.put("keys", client.foreignKeys().toString());
        JsonPath result = script.run("refusal", settings);
        assertThat(result.getString("error")).isEqualTo("invalid_client");
        checkRefusal(result);
        realm.expectRefusal(client.id(), "the signature is not valid");
    }

    /** What this library reports besides. */
    protected void checkRefusal(JsonPath result) {}
}
