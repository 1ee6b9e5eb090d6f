/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * Takes back what a request has changed at once in the store for single-use objects, if the request fails after that. A
 * database that doesn't answer, for instance, must not use up a launch that no code was issued for.
 */
public final class OnRollback extends AbstractKeycloakTransaction {

    private static final Logger LOG = Logger.getLogger(OnRollback.class);

    private final Runnable undo;

    private OnRollback(Runnable undo) {
        this.undo = undo;
    }

    /** @param undo runs when the request's own transaction is over; what it throws leaves things as they are */
    public static void run(KeycloakSession session, Runnable undo) {
        session.getTransactionManager().enlistAfterCompletion(new OnRollback(undo));
    }

    @Override
    protected void commitImpl() {
        // What was done holds.
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
