/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * Undoes immediate changes to the store for single-use objects if the request fails afterwards. If the database doesn't
 * answer, for instance, a launch must not be used up without a code having been issued.
 */
public final class OnRollback extends AbstractKeycloakTransaction {

    private static final Logger LOG = Logger.getLogger(OnRollback.class);

    private final Runnable undo;

    private OnRollback(Runnable undo) {
        this.undo = undo;
    }

    /** @param undo runs after the request's own transaction; its exceptions are only logged */
    public static void run(KeycloakSession session, Runnable undo) {
        session.getTransactionManager().enlistAfterCompletion(new OnRollback(undo));
    }

    @Override
    protected void commitImpl() {
        // The changes stay.
    }

    @Override
    protected void rollbackImpl() {
        try {
            undo.run();
        } catch (RuntimeException e) {
            LOG.errorf(
                    "A failed request of a launch wasn't undone: %s",
                    e.getClass().getName());
        }
    }
}
