/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.launch.LaunchStore;

/**
 * Puts a context into the store, at once: Keycloak writes at the end of a transaction, and a caller who was told a handle
 * must find it there. So there is a transaction for it.
 */
final class Registrar {

    private static final Logger LOG = Logger.getLogger(Registrar.class);

    private final KeycloakSession session;

    Registrar(KeycloakSession session) {
        this.session = session;
    }

    void register(String handle, Registration registration) throws Refused {
        try {
            KeycloakModelUtils.runJobInTransaction(
                    session.getKeycloakSessionFactory(), session.getContext(), own -> new LaunchStore(own)
                            .register(
                                    handle,
                                    registration.launch(),
                                    registration.request().lifetime()));
        } catch (RuntimeException e) {
            LOG.errorf("Launch context not stored: %s", e.getClass().getName());
            throw Refused.because(OAuthError.TEMPORARILY_UNAVAILABLE, "Launch contexts can't be stored now");
        }
    }
}
