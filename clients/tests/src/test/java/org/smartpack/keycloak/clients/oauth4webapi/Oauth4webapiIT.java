/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.oauth4webapi;

import org.junit.jupiter.api.DisplayName;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.NodeClient;

/** A backend service and an app with oauth4webapi as in docs/clients.md: {@code src/test/npm/oauth4webapi.mjs}. */
@ClientTest
@DisplayName("A client with oauth4webapi")
class Oauth4webapiIT extends NodeClient {

    Oauth4webapiIT() {
        super("oauth4webapi");
    }
}
