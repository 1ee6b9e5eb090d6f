/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.openidclient;

import org.junit.jupiter.api.DisplayName;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.NodeClient;

/** A backend service and an app with openid-client as in docs/clients.md: {@code src/test/npm/openid-client.mjs}. */
@ClientTest
@DisplayName("A client with openid-client")
class OpenidClientIT extends NodeClient {

    OpenidClientIT() {
        super("openid-client");
    }
}
