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
 * The question to a realm's client policies how to treat scopes of a client. Keycloak evaluates the conditions, which
 * look at the client; the pack's executor writes its setting in. The event is one that Keycloak's own executors ignore.
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

    /** The stricter of several policies holds. */
    void apply(UnknownScopePolicy setting) {
        if (policy != UnknownScopePolicy.REJECT) {
            policy = setting;
        }
    }

    Optional<UnknownScopePolicy> policy() {
        return Optional.ofNullable(policy);
    }
}
