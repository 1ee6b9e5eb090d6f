/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.Optional;

import com.google.auto.service.AutoService;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.spi.PlainFactory;

/**
 * Sees the changes that Keycloak reports only as admin events: removed mappers, and clients of a partial import. Works
 * in every realm without being listed among its event listeners.
 */
@AutoService(EventListenerProviderFactory.class)
public final class ApprovalListenerFactory
        implements EventListenerProviderFactory, PlainFactory<EventListenerProvider> {

    private static final String CLIENTS = "clients";

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new Listener(session);
    }

    @Override
    public String getId() {
        return "smart-approvals";
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(new ClientChanges());
    }

    private record Listener(KeycloakSession session) implements EventListenerProvider {

        @Override
        public void onEvent(AdminEvent event, boolean includeRepresentation) {
            String[] path = String.valueOf(event.getResourcePath()).split("/");
            RealmModel realm = session.realms().getRealm(event.getRealmId());
            ClientModel client =
                    path.length > 1 && path[0].equals(CLIENTS) && realm != null ? realm.getClientById(path[1]) : null;
            if (client == null) {
                return;
            }
            boolean isRemoval = event.getOperationType() == OperationType.DELETE;
            ClientStatements statements =
                    new ClientStatements(session, realm, Optional.ofNullable(event.getAuthDetails()));
            if (event.getResourceType() == ResourceType.PROTOCOL_MAPPER && isRemoval) {
                statements.settleRemovedMapper(client, path[path.length - 1]);
            } else if (!isRemoval && (event.getResourceType() == ResourceType.PROTOCOL_MAPPER || path.length == 2)) {
                // A partial import counts as a change of the realm and names the client only in the path.
                statements.settle(client);
            }
        }

        @Override
        public void onEvent(Event event) {
            // Users don't make statements about a realm.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
