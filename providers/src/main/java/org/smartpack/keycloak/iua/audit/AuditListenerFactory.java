/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.audit;

import com.google.auto.service.AutoService;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.spi.PlainFactory;

/** Sees the token requests of every realm, without being listed among its event listeners. */
@AutoService(EventListenerProviderFactory.class)
public final class AuditListenerFactory implements EventListenerProviderFactory, PlainFactory<EventListenerProvider> {

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new AuditListener(session);
    }

    @Override
    public String getId() {
        return "smart-iua-audit";
    }

    @Override
    public boolean isGlobal() {
        return true;
    }
}
