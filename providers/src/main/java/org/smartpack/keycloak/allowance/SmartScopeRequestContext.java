/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.context.ClientModelContext;

/**
 * Asks a realm's client policies how to treat unknown scopes of a client. Keycloak evaluates the conditions, which look
 * at the client, and the pack's executor writes its setting in here. Keycloak's own executors ignore this event.
 */
final class SmartScopeRequestContext implements ClientPolicyContext, ClientModelContext {

    private final ClientModel client;
    private UnknownScopePolicy policy;

    SmartScopeRequestContext(ClientModel client) {
        this.client = client;
    }

    @Override
    public ClientPolicyEvent getEvent() {
        return ClientPolicyEvent.VIEW;
    }

    @Override
    public ClientModel getClient() {
        return client;
    }

    /** Of several policies the strictest applies. */
    void apply(UnknownScopePolicy setting) {
        if (policy != UnknownScopePolicy.REJECT) {
            policy = setting;
        }
    }

    Optional<UnknownScopePolicy> policy() {
        return Optional.ofNullable(policy);
    }
}
