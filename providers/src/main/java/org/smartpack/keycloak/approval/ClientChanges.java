/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelValidationException;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/** Settles what a client says when the client is made or changed, in whatever way, and when it is deleted. */
final class ClientChanges implements ProviderEventListener {

    private static final Logger LOG = Logger.getLogger(ClientChanges.class);

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof RealmModel.RealmCreationEvent created) {
            RealmAdministrator.isMaking(created.getKeycloakSession(), created.getCreatedRealm());
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
        Optional<String> objection = statements.objection(client);
        if (objection.isPresent()) {
            throw new ModelValidationException(objection.get());
        }
        List<String> problems = statements.settle(client);
        if (!problems.isEmpty()) {
            // Whoever saves the client is told by the validation that follows.
            LOG.debugf("Realm %s, client %s: %s", realm.getName(), client.getId(), String.join("; ", problems));
        }
    }

    /** By way of Keycloak's cache, so that all nodes learn of a change. */
    private static RealmModel realm(KeycloakSession session, ClientModel client) {
        return session.realms().getRealm(client.getRealm().getId());
    }
}
