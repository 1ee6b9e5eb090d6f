/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.bulkdata;

import java.util.Map;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoRealm;
import org.smartpack.keycloak.clients.frame.KeyFileClient;
import org.smartpack.keycloak.clients.frame.Script;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The requests of SMART's bulk-data-client, which isn't published on npm: {@code src/test/npm/bulk-data.mjs} makes them
 * with the same libraries, and has an export server that introspects the token of each.
 */
@ClientTest
@DisplayName("A bulk export with the requests of bulk-data-client")
class BulkDataIT {

    private static final Script SCRIPT = Script.node("bulk-data.mjs");

    private KeyFileClient client;

    @BeforeAll
    void createClient(DemoRealm realm) {
        client = KeyFileClient.create(realm, "test-bulk-data", DemoRealm.CALLBACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "ES384"})
    @DisplayName("gets the files with one token, which is good at every step")
    void export(String algorithm, DemoRealm realm) {
        JsonPath result = SCRIPT.run("backend", client.settings(realm, algorithm, "system/*.rs"));
        assertThat(result.getInt("withoutToken")).isEqualTo(401);
        assertThat(result.getString("file.id")).isEqualTo("pat-1");
        assertThat(result.getList("introspections.active")).containsExactly(false, true, true, true);
        assertThat(result.getString("introspections[3].client_id")).isEqualTo(client.id());
    }

    @Test
    @DisplayName("reports invalid_client for a key that isn't registered")
    void foreignKey(DemoRealm realm) {
        Map<String, Object> settings = client.settings(realm, "RS384", "system/*.rs");
        settings.put("keys", client.foreignKeys().toString());
        JsonPath result = SCRIPT.run("refusal", settings);
        assertThat(result.getInt("status")).isEqualTo(401);
        assertThat(result.getString("error")).isEqualTo("invalid_client");
        realm.expectRefusal(client.id(), "the signature is not valid");
    }
}
