/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.ClientRepresentation;

/** NZ-56: a client gets no more of its users than it needs, so not all their roles. */
final class LeanScope implements Rule {

    @Override
    public void complete(ClientRepresentation client, boolean isNew) {
        if (isNew && client.isFullScopeAllowed() == null) {
            client.setFullScopeAllowed(false);
        }
    }

    @Override
    public Optional<String> fault(ClientModel client) {
        return client.isFullScopeAllowed()
                ? Optional.of("NZ-56: switch Full scope allowed off (the client's dedicated scope, tab Scope)")
                : Optional.empty();
    }
}
