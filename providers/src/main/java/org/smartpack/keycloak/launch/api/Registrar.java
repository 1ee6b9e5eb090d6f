/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.util.function.Consumer;

import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionTask;
import org.keycloak.models.utils.KeycloakModelUtils;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.store.LaunchStore;

/**
 * Stores a context immediately. Keycloak writes at the end of a transaction, and a handle must be valid as soon as a
 * caller gets it, so this uses a transaction of its own.
 */
final class Registrar {

    private static final Logger LOG = Logger.getLogger(Registrar.class);

    private final Consumer<KeycloakSessionTask> transactions;

    /** @param transactions runs a task in its own transaction and commits it */
    Registrar(Consumer<KeycloakSessionTask> transactions) {
        this.transactions = transactions;
    }

    static Registrar of(KeycloakSession session) {
        return new Registrar(task -> KeycloakModelUtils.runJobInTransaction(
                session.getKeycloakSessionFactory(), session.getContext(), task));
    }

    void register(String handle, Registration registration) throws Refusal {
        Launch launch = registration.launch();
        try {
            transactions.accept(own -> new LaunchStore(own)
                    .keep(handle, launch, registration.request().lifetime()));
        } catch (RuntimeException e) {
            LOG.errorf("Launch context not stored: %s", e.getClass().getName());
            throw Refusal.because(OAuthError.TEMPORARILY_UNAVAILABLE, "Launch contexts can't be stored now");
        }
    }
}
