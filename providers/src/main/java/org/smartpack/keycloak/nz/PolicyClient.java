/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;
import org.keycloak.services.clientpolicy.context.ClientModelContext;
import org.keycloak.services.clientpolicy.context.PreAuthorizationRequestContext;

/** Whom a client policy is asked about: the client that is saved or makes a request, whoever is asking. */
public final class PolicyClient {

    private PolicyClient() {}

    /** Empty for a client that doesn't exist yet, and where Keycloak doesn't know the client yet. */
    public static Optional<ClientModel> of(KeycloakSession session, ClientPolicyContext context) {
        if (context instanceof ClientCRUDContext saving) {
            // Not the session's client, which is the administrator's console.
            return Optional.ofNullable(saving.getTargetClient());
        }
        if (context instanceof PreAuthorizationRequestContext request) {
            return Optional.ofNullable(session.getContext().getRealm().getClientByClientId(request.getClientId()));
        }
        return Optional.ofNullable(
                context instanceof ClientModelContext request
                        ? request.getClient()
                        : session.getContext().getClient());
    }
}
