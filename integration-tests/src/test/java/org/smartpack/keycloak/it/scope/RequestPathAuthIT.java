/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Addresses of a server with the relative path /auth")
class RequestPathAuthIT extends RequestPath {

    RequestPathAuthIT() {
        super("/auth");
    }
}
