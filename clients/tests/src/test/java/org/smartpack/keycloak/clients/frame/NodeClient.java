/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.frame;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One of Node's libraries for all of OAuth, whose script knows the command {@code par} as well. */
public abstract class NodeClient extends ScriptedClient {

    /** @param name of the library, of its script in {@code src/test/npm}, and in the client's id */
    protected NodeClient(String name) {
        super(Script.node(name + ".mjs"), "test-" + name);
    }

    @Override
    protected void checkLaunch(JsonPath result, DemoRealm realm) {
        assertThat(result.getBoolean("issExpected")).isTrue();
        assertThat(result.getString("iss")).isEqualTo(realm.url);
    }

    @Override
    protected void checkRefusal(JsonPath result) {
        assertThat(result.getInt("status")).isEqualTo(401);
    }

    @Test
    @DisplayName("pushes its authorization request (PAR)")
    protected void pushed(DemoRealm realm) {
        JsonPath result = launched("par", "ES384", realm);
        assertThat(result.getString("authorizationUrl"))
                .contains("request_uri=")
                .doesNotContain("launch=");
        LaunchGrant.isReported(result);
    }
}
