/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.audit;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jboss.logging.Logger;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.client.FhirClient;
import org.smartpack.keycloak.fhir.client.Trace;
import org.smartpack.keycloak.iua.realm.IuaRealm;

/**
 * Sends the resource server an AuditEvent for every request for a token (IUA-71-8), on a best-effort basis: a failure
 * doesn't affect the request. Refusals, which anybody can cause in large numbers, are sent only while there is room.
 */
final class AuditListener implements EventListenerProvider {

    private static final Logger LOG = Logger.getLogger(AuditListener.class);

    private static final Set<EventType> GRANTED =
            EnumSet.of(EventType.CLIENT_LOGIN, EventType.CODE_TO_TOKEN, EventType.JWT_AUTHORIZATION_GRANT);
    private static final Set<EventType> REFUSED = EnumSet.of(
            EventType.CLIENT_LOGIN_ERROR, EventType.CODE_TO_TOKEN_ERROR, EventType.JWT_AUTHORIZATION_GRANT_ERROR);

    private final KeycloakSession session;

    AuditListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        RealmModel realm = session.getContext().getRealm();
        boolean isGranted = GRANTED.contains(event.getType());
        if (!isGranted && !REFUSED.contains(event.getType())
                || realm == null
                || !realm.getId().equals(event.getRealmId())
                || !IuaRealm.wasApproved(realm)) {
            return;
        }
        try {
            Optional<FhirServer> server = IuaRealm.of(session).audited();
            if (server.isPresent()) {
                send(server.get(), event, isGranted);
            }
        } catch (RuntimeException e) {
            LOG.warnf("An AuditEvent could not be created: %s", e.getClass().getName());
        }
    }

    private void send(FhirServer server, Event event, boolean isGranted) {
        ObjectNode audit = new AuditMessage(
                        session.getContext().getRealm().getName(),
                        server.ownName(),
                        session.getContext().getUri().getRequestUri(),
                        Instant.ofEpochMilli(event.getTime()))
                .of(event, isGranted);
        FhirClient fhir = FhirClient.of(session);
        Trace trace = Trace.of(session);
        if (isGranted) {
            fhir.createLater(server, audit, trace);
        } else {
            fhir.createIfQuiet(server, audit, trace);
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        // Administrators ask for no tokens here.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
