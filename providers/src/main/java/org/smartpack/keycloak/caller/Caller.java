/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import java.util.Optional;
import java.util.Set;

import org.keycloak.models.ClientModel;

import org.smartpack.keycloak.fhir.FhirServer;

/**
 * The authenticated client that calls an endpoint.
 *
 * @param client the client, which has authenticated
 * @param audience the audience of its access token; empty if it used its own credentials
 * @param scopes the scopes of its access token; none if it used its own credentials
 */
public record Caller(ClientModel client, Optional<Set<String>> audience, Set<String> scopes) {

    /** Whether its credential is meant for this FHIR server. */
    public boolean isFor(FhirServer server) {
        return audience.isEmpty()
                || audience.get().contains(server.client().getClientId())
                || audience.get().stream().anyMatch(server::isAt);
    }
}
