/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelValidationException;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/** Updates the approvals when a client is created, changed or deleted, in whatever way. */
final class ClientChanges implements ProviderEventListener {

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof RealmModel.RealmCreationEvent created) {
            RealmAdministrator.markCreator(created.getKeycloakSession(), created.getCreatedRealm());
        } else if (event instanceof ClientModel.ClientCreationEvent created) {
            ClientStatements.begin(created.getKeycloakSession(), created.getCreatedClient());
        } else if (event instanceof ClientModel.ClientUpdatedEvent updated) {
            onChange(updated.getKeycloakSession(), updated.getUpdatedClient());
        } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
            RealmModel realm = realm(removed.getKeycloakSession(), removed.getClient());
            if (realm != null) {
                new ClientStatements(removed.getKeycloakSession(), realm).settleRemoval(removed.getClient());
            }
        }
    }

    private static void onChange(KeycloakSession session, ClientModel client) {
        RealmModel realm = realm(session, client);
        if (realm == null) {
            return;
        }
        ClientStatements statements = new ClientStatements(session, realm);
        // A new client already has its mappers here; an existing one gets them after this.
        statements.remember(client);
        Optional<String> refusal = statements.objection(client).or(() -> statements.fault(client));
        if (refusal.isPresent()) {
            // A partial import doesn't validate clients.
            throw new ModelValidationException(refusal.get());
        }
        statements.settle(client);
    }

    /** Taken from Keycloak's cache, so that all nodes learn of a change. */
    private static RealmModel realm(KeycloakSession session, ClientModel client) {
        return session.realms().getRealm(client.getRealm().getId());
    }
}
