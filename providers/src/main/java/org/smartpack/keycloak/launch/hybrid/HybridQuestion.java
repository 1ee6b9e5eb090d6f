/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.hybrid;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.ClientModelContext;

/**
 * Asks a realm's client policies whether a client may use the hybrid flow. Keycloak evaluates the conditions, which
 * look at the client, and an executor of the pack answers. Keycloak's own executors ignore this event. Without a policy
 * that applies to the client and has such an executor, the answer is no.
 */
public final class HybridQuestion implements ClientPolicyContext, ClientModelContext {

    private final ClientModel client;
    private boolean isAllowed;

    private HybridQuestion(ClientModel client) {
        this.client = client;
    }

    static boolean ask(KeycloakSession session, ClientModel client) {
        HybridQuestion question = new HybridQuestion(client);
        try {
            session.clientPolicy().triggerOnEvent(question);
        } catch (ClientPolicyException e) {
            // A policy that can't be evaluated must not make the answer more generous.
            return false;
        }
        return question.isAllowed;
    }

    @Override
    public ClientPolicyEvent getEvent() {
        return ClientPolicyEvent.VIEW;
    }

    @Override
    public ClientModel getClient() {
        return client;
    }

    /** Allows the flow to the client. Called by executors only. */
    public void allow() {
        isAllowed = true;
    }
}
