/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.ClientRepresentation;

/** NZ-61: a client asks its users for consent. Keycloak records it, with the scopes (NZ-62). */
final class Consent implements Rule {

    @Override
    public void complete(ClientRepresentation client, boolean isNew) {
        if (isNew && client.isConsentRequired() == null) {
            client.setConsentRequired(true);
        }
    }

    @Override
    public Optional<String> fault(ClientModel client) {
        return Flows.haveUsers(client) && !client.isConsentRequired()
                ? Optional.of("NZ-61: switch Consent required on")
                : Optional.empty();
    }
}
