/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;

import org.keycloak.models.ClientModel;

/** NZ-72: the client is confidential. Keycloak's own executor doesn't look at a client that is saved. */
final class ConfidentialClient implements Rule {

    @Override
    public Optional<String> fault(ClientModel client) {
        return client.isPublicClient()
                ? Optional.of("NZ-72: the client must be confidential: switch Client authentication on")
                : Optional.empty();
    }
}
