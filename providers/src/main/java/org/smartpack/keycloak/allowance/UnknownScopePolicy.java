/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.Locale;
import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** What happens to a SMART request that names a scope which the client doesn't have (SMART-SCOPE-3). */
public enum UnknownScopePolicy {
    /** The scope is left out. The request is refused only if neither a resource scope nor a launch remains. */
    DROP,
    /** The request is refused. */
    REJECT;

    /** The name in configuration: {@code drop} or {@code reject}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy with this name, if there is one. */
    public static Optional<UnknownScopePolicy> byId(String id) {
        for (UnknownScopePolicy policy : values()) {
            if (policy.id().equals(id)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    /**
     * What the realm's client policies say about this client; otherwise {@code reject} for a client's own token and
     * {@code drop} for a user's.
     */
    static UnknownScopePolicy of(KeycloakSession session, ClientModel client, Occasion occasion) {
        SmartScopeRequestContext question = new SmartScopeRequestContext(client);
        try {
            session.clientPolicy().triggerOnEvent(question);
        } catch (ClientPolicyException e) {
            // A policy that can't be evaluated must not make the answer more generous.
            return REJECT;
        }
        return question.policy().orElse(occasion == Occasion.CLIENT_CREDENTIALS ? REJECT : DROP);
    }
}
