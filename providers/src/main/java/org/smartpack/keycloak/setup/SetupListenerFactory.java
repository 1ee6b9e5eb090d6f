/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import java.util.Map;

import com.google.auto.service.AutoService;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

import org.smartpack.keycloak.approval.Approved;
import org.smartpack.keycloak.spi.PlainFactory;

/** Completes what a mapper needs when it is saved, in whatever way ({@link MapperSetup}). */
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
        Map<String, MapperSetup> setups = MapperSetup.all();
        factory.register(event -> {
            if (event instanceof Approved approved && setups.containsKey(approved.type())) {
                RealmSetup.afterCommit(approved, setups.get(approved.type()));
            }
        });
    }

    /** Keycloak's own events say nothing about mappers that {@link Approved} doesn't. */
    private static final class Deaf implements EventListenerProvider {

        @Override
        public void onEvent(Event event) {
            // Not about mappers.
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
