/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.authlib;

import org.junit.jupiter.api.DisplayName;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.Script;
import org.smartpack.keycloak.clients.frame.ScriptedClient;

/** A backend service and an app with Authlib as in docs/clients.md: {@code src/test/python/authlib_client.py}. */
@ClientTest
@DisplayName("A client with Authlib")
class AuthlibIT extends ScriptedClient {

    AuthlibIT() {
        super(Script.python("authlib_client.py"), "test-authlib");
    }
}
