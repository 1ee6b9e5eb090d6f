/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.util.List;
import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

import org.smartpack.keycloak.caller.Caller;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;

/**
 * The FHIR servers for which a caller may register launch contexts (LCTX-2): its service account must currently have
 * the role {@value FhirServer#LAUNCH_CONTEXT_ISSUER} of that server's client. Roles in a token don't count.
 *
 * @param caller the authenticated caller
 * @param servers at least one server
 */
record IssuerRight(Caller caller, List<FhirServer> servers) {

    static IssuerRight of(Caller caller, FhirServers all, KeycloakSession session) throws Refusal {
        List<FhirServer> meant = all.all().stream().filter(caller::isFor).toList();
        if (meant.isEmpty() && caller.audience().isPresent()) {
            throw Refusal.token(LaunchContextEndpoint.CREDENTIALS.purpose(), "it isn't for a FHIR server of the realm");
        }
        Optional<UserModel> account = Optional.of(caller.client())
                .filter(client -> client.isServiceAccountsEnabled())
                .map(client -> session.users().getServiceAccount(client))
                .filter(UserModel::isEnabled);
        if (account.isEmpty()) {
            throw refused("the client has no service account");
        }
        List<FhirServer> permitted = meant.stream()
                .filter(server -> server.launchContextIssuer()
                        .filter(account.get()::hasRole)
                        .isPresent())
                .toList();
        if (permitted.isEmpty()) {
            throw refused("the service account doesn't have the role of a FHIR server");
        }
        return new IssuerRight(caller, permitted);
    }

    /** Returns the server if the caller has the right for it. */
    FhirServer at(FhirServer server) throws Refusal {
        return servers.stream()
                .filter(permitted ->
                        permitted.client().getId().equals(server.client().getId()))
                .findFirst()
                .orElseThrow(() -> refused("the service account doesn't have the role of this FHIR server"));
    }

    private static Refusal refused(String reason) {
        return Refusal.because(OAuthError.INSUFFICIENT_SCOPE, "The client may not register launch contexts: " + reason);
    }
}
