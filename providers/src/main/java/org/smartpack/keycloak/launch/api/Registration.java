/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.util.Optional;

import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.caller.Caller;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.launch.Launch;

/**
 * A request that is valid in the realm: its FHIR server and its app exist, and the caller's rights and the server's
 * settings permit it.
 *
 * @param request the well-formed request
 * @param server the context's FHIR server
 * @param app the app that may redeem it; empty for any
 */
record Registration(LaunchRequest request, FhirServer server, Optional<ClientModel> app) {

    static Registration of(LaunchRequest request, IssuerRight right, FhirServers servers, RealmModel realm)
            throws Refusal {
        FhirServer server = right.at(server(request, right.caller(), servers));
        if (request.clientId().isEmpty() && server.clientRequired()) {
            throw Refusal.field("client_id", "is required");
        }
        if (request.user().isEmpty() && server.userRequired()) {
            throw Refusal.field("user", "is required");
        }
        if (!request.singleUse() && !server.reusableContexts()) {
            throw Refusal.field("single_use", "must be true for this FHIR server");
        }
        return new Registration(request, server, app(request, realm));
    }

    private static FhirServer server(LaunchRequest request, Caller caller, FhirServers servers) throws Refusal {
        if (request.fhirServer().isPresent()) {
            return servers.at(request.fhirServer().get())
                    .orElseThrow(() -> Refusal.field("aud", "is not the base URL of a FHIR server of the realm"));
        }
        // A caller of Firely's endpoint is the FHIR server itself and doesn't send aud (LCTX-FA-2).
        return servers.only()
                .or(() -> servers.of(caller.client()))
                .orElseThrow(() -> Refusal.field("aud", "is required: the realm has several FHIR servers"));
    }

    private static Optional<ClientModel> app(LaunchRequest request, RealmModel realm) throws Refusal {
        if (request.clientId().isEmpty()) {
            return Optional.empty();
        }
        ClientModel app = realm.getClientByClientId(request.clientId().get());
        if (app == null || !app.isEnabled()) {
            throw Refusal.because(OAuthError.INVALID_REQUEST, "client_id is not an enabled client of the realm");
        }
        return Optional.of(app);
    }

    Launch launch() {
        return new Launch(
                request.context(),
                server.client().getId(),
                server.baseUrl(),
                request.clientId(),
                request.user(),
                Time.currentTimeSeconds() + request.lifetime(),
                request.singleUse());
    }
}
