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
 * The client that calls.
 *
 * @param client it has proved who it is
 * @param audience the audience of its access token; empty where it came with credentials of its own
 * @param scopes the scopes of its access token; none where it came with credentials of its own
 */
public record Caller(ClientModel client, Optional<Set<String>> audience, Set<String> scopes) {

    /** Whether what it came with is meant for this FHIR server. */
    public boolean isFor(FhirServer server) {
        return audience.isEmpty()
                || audience.get().contains(server.client().getClientId())
                || audience.get().stream().anyMatch(server::isAt);
    }
}
