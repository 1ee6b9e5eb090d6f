/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import com.google.auto.service.AutoService;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

import org.smartpack.keycloak.approval.Approved;
import org.smartpack.keycloak.fhir.FhirServerMapper;
import org.smartpack.keycloak.spi.PlainFactory;

/** Sets a realm up when its mapper "FHIR server" is saved, in whatever way. */
@AutoService(EventListenerProviderFactory.class)
public final class SetupListenerFactory implements EventListenerProviderFactory, PlainFactory<EventListenerProvider> {

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new Deaf();
    }

    @Override
    public String getId() {
        return "smart-setup";
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof Approved approved && approved.type().equals(FhirServerMapper.PROVIDER_ID)) {
                RealmSetup.afterCommit(approved);
            }
        });
    }

    /** Keycloak's own events say nothing about the mapper that {@link Approved} doesn't. */
    private static final class Deaf implements EventListenerProvider {

        @Override
        public void onEvent(Event event) {
            // Not about the mapper.
        }

        @Override
        public void onEvent(AdminEvent event, boolean includeRepresentation) {
            // See the class.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
