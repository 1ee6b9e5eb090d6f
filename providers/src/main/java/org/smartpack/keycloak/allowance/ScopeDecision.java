/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.keycloak.models.ClientScopeModel;

import org.smartpack.keycloak.error.Refusal;

/**
 * What becomes of the SMART scopes of a request.
 *
 * @param granted what is granted, in the order of the request
 * @param answered the requested scopes that were decided on: granted, narrowed, or dropped by policy. Keycloak refuses
 *     the request if one is missing here
 * @param dropped the requested scopes that were left out because the client doesn't have them
 * @param refusal why the request must be refused, with {@code invalid_scope}
 */
record ScopeDecision(List<Granted> granted, Set<String> answered, List<String> dropped, Optional<Refusal> refusal) {

    /**
     * One granted scope.
     *
     * @param models the client scopes of the allowances behind it
     * @param name the scope as it is written in tokens
     * @param consented the scope that the user consented to
     */
    record Granted(List<ClientScopeModel> models, String name, String consented) {

        /** The id of the client scope that Keycloak sees. */
        String id() {
            return models.get(0).getId();
        }
    }

    static ScopeDecision refuse(Refusal refusal) {
        return new ScopeDecision(List.of(), Set.of(), List.of(), Optional.of(refusal));
    }

    boolean isAcceptable() {
        return refusal.isEmpty();
    }
}
