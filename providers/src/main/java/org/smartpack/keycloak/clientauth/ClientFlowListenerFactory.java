/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import com.google.auto.service.AutoService;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.spi.PlainFactory;

/**
 * Keeps clients with the authenticator "SMART signed JWT" working after an administrator has bound another client
 * authentication flow to the realm. Works in every realm without being listed among its event listeners.
 */
@AutoService(EventListenerProviderFactory.class)
public final class ClientFlowListenerFactory
        implements EventListenerProviderFactory, PlainFactory<EventListenerProvider> {

    /** The id of the event listener. */
    public static final String PROVIDER_ID = "smart-client-flow";

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new Listener(session);
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    private record Listener(KeycloakSession session) implements EventListenerProvider {

        @Override
        public void onEvent(AdminEvent event, boolean includeRepresentation) {
            if (event.getResourceType() == ResourceType.REALM && event.getOperationType() == OperationType.UPDATE) {
                RealmModel realm = session.realms().getRealm(event.getRealmId());
                if (realm != null) {
                    ClientFlowCompletion.completeLikeOthers(realm);
                }
            }
        }

        @Override
        public void onEvent(Event event) {
            if (event.getType() == EventType.CLIENT_REGISTER || event.getType() == EventType.CLIENT_UPDATE) {
                withdrawPrivateAddresses(event);
            }
        }

        /** Only an administrator may choose this setting: a client that registers or updates itself can't. */
        private void withdrawPrivateAddresses(Event event) {
            RealmModel realm = session.realms().getRealm(event.getRealmId());
            ClientModel client = realm == null || event.getClientId() == null
                    ? null
                    : realm.getClientByClientId(event.getClientId());
            if (client != null && client.getAttribute(ClientSettingsProperties.PRIVATE_ADDRESSES) != null) {
                client.removeAttribute(ClientSettingsProperties.PRIVATE_ADDRESSES);
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
