/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import org.keycloak.models.ClientModel;
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
            index.forget(updated.getUpdatedClient().getRealm().getId());
        } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
            index.forget(removed.getClient().getRealm().getId());
        } else if (event instanceof RealmModel.RealmPostCreateEvent created) {
            index.forget(created.getCreatedRealm().getId());
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            index.forget(removed.getRealm().getId());
        }
    }
}
