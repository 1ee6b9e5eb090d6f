/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import com.google.auto.service.AutoService;
import org.keycloak.Config;
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

/**
 * Sees changes that Keycloak tells of only as an admin event: a mapper that is gone, and clients of a partial import. Works
 * in every realm without being listed among its event listeners.
 */
@AutoService(EventListenerProviderFactory.class)
public final class ApprovalListenerFactory implements EventListenerProviderFactory {

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
    public void init(Config.Scope config) {
        // Nothing to configure.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(new ClientChanges());
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private record Listener(KeycloakSession session) implements EventListenerProvider {

        @Override
        public void onEvent(AdminEvent event, boolean includeRepresentation) {
            String path = String.valueOf(event.getResourcePath());
            String[] parts = path.split("/");
            // Removed, or made a mapper of another type by an update.
            boolean isMapper = event.getResourceType() == ResourceType.PROTOCOL_MAPPER;
            // A partial import names the client in the path alone; to Keycloak it is a change of the realm.
            boolean isClientSaved = parts.length == 2 && event.getOperationType() != OperationType.DELETE;
            if (parts.length > 1 && parts[0].equals(CLIENTS) && (isMapper || isClientSaved)) {
                settle(event, parts[1]);
            }
        }

        private void settle(AdminEvent event, String id) {
            RealmModel realm = session.realms().getRealm(event.getRealmId());
            ClientModel client = realm == null ? null : realm.getClientById(id);
            if (client != null) {
                new ClientStatements(
                                session,
                                realm,
                                () -> RealmAdministrator.isCalling(session, realm)
                                        || RealmAdministrator.isCausing(event.getAuthDetails(), session, realm))
                        .settle(client);
            }
        }

        @Override
        public void onEvent(Event event) {
            // Users say nothing of a realm.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
