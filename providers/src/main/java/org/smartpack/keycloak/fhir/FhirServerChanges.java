/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/** Keeps the index of a node in step with what happens to clients on that node. */
final class FhirServerChanges implements ProviderEventListener {

    private final FhirServerIndex index;

    FhirServerChanges(FhirServerIndex index) {
        this.index = index;
    }

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof ClientModel.ClientUpdatedEvent updated) {
            changed(updated.getKeycloakSession(), updated.getUpdatedClient());
        } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
            forgetAfterCommit(
                    removed.getKeycloakSession(),
                    index,
                    removed.getClient().getRealm().getId());
        } else if (event instanceof RealmModel.RealmPostCreateEvent created) {
            hintIfThereIsOne(created.getKeycloakSession(), created.getCreatedRealm());
            forgetAfterCommit(
                    created.getKeycloakSession(),
                    index,
                    created.getCreatedRealm().getId());
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            index.forget(removed.getRealm().getId());
        }
    }

    /** Most changes are of other clients. A client may come with the mapper, unlike one to which the console adds it. */
    private void changed(KeycloakSession session, ClientModel client) {
        boolean isOne = FhirServer.of(client).isPresent();
        if (isOne) {
            FhirServerIndex.hint(session.realms().getRealm(client.getRealm().getId()));
        }
        if (isOne || index.knows(client)) {
            forgetAfterCommit(session, index, client.getRealm().getId());
        }
    }

    /** An import has clients already. */
    private static void hintIfThereIsOne(KeycloakSession session, RealmModel realm) {
        if (session.clients().getClientsStream(realm).anyMatch(client -> FhirServer.of(client)
                .isPresent())) {
            FhirServerIndex.hint(realm);
        }
    }

    /** Not before: somebody else would look at what was, and keep it. */
    static void forgetAfterCommit(KeycloakSession session, FhirServerIndex index, String realmId) {
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                index.forget(realmId);
            }

            @Override
            protected void rollbackImpl() {
                // Nothing has changed.
            }
        });
    }
}
