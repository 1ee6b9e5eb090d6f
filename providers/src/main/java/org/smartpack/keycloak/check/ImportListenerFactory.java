/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import com.google.auto.service.AutoService;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.spi.PlainFactory;

/**
 * Has a realm checked after a partial import and after an import of keys, at which Keycloak doesn't ask the pack
 * whether it refuses. Works in every realm without being listed among its event listeners.
 */
@AutoService(EventListenerProviderFactory.class)
public final class ImportListenerFactory implements EventListenerProviderFactory, PlainFactory<EventListenerProvider> {

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new Listener(session);
    }

    @Override
    public String getId() {
        return "smart-import";
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    private record Listener(KeycloakSession session) implements EventListenerProvider {

        @Override
        public void onEvent(AdminEvent event, boolean includeRepresentation) {
            if (isImport(event)) {
                RealmCheckFactory.checkAfter(session, event.getRealmId());
            }
        }

        /** A partial import counts as a change of the realm, and names what was imported only in the path. */
        private static boolean isImport(AdminEvent event) {
            String path = String.valueOf(event.getResourcePath());
            return event.getResourceType() == ResourceType.REALM
                            && event.getOperationType() != OperationType.DELETE
                            && path.contains("/")
                    || path.startsWith("clients/") && path.contains("/certificates/");
        }

        @Override
        public void onEvent(Event event) {
            // Users import nothing.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
