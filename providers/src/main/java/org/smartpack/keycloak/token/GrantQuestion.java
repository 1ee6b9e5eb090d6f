/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.ClientModelContext;

/**
 * Asks the realm's client policies whether a client may use a grant type of which Keycloak tells them nothing, such as
 * UMA's. Policies that don't know the question have nothing against it.
 */
public final class GrantQuestion implements ClientPolicyContext, ClientModelContext {

    private final ClientModel client;

    private GrantQuestion(ClientModel client) {
        this.client = client;
    }

    /** @throws ClientPolicyException of the policy that is against it */
    static void ask(KeycloakSession session, ClientModel client) throws ClientPolicyException {
        session.clientPolicy().triggerOnEvent(new GrantQuestion(client));
    }

    /** Keycloak has no event for it; no executor refuses this one. */
    @Override
    public ClientPolicyEvent getEvent() {
        return ClientPolicyEvent.VIEW;
    }

    @Override
    public ClientModel getClient() {
        return client;
    }
}
