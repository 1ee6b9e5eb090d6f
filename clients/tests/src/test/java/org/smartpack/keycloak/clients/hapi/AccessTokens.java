/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.hapi;

import java.util.Map;
import java.util.Optional;

import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;

/** A way to check access tokens, as docs/recipes/hapi.md shows two. */
interface AccessTokens {

    /** What a token says, or nothing if it is bad. */
    Optional<Map<String, Object>> claims(String token);

    /** For a check that can't be made now: the server answers 503, not 401. */
    static UnclassifiedServerFailureException unavailable() {
        return new UnclassifiedServerFailureException(503, "Access tokens can't be checked at the moment");
    }
}
