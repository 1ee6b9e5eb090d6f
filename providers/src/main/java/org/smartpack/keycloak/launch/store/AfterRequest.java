/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * What happens to the store for single-use objects when it is known how the request ended. What a failed request has
 * changed is undone: if the database doesn't answer, for instance, a launch must not be used up without a code having
 * been issued. What a successful one no longer needs is removed.
 */
public final class AfterRequest extends AbstractKeycloakTransaction {

    private static final Logger LOG = Logger.getLogger(AfterRequest.class);

    private final Runnable success;
    private final Runnable failure;

    private AfterRequest(Runnable success, Runnable failure) {
        this.success = success;
        this.failure = failure;
    }

    /** @param undo runs after the request's own transaction; its exceptions are only logged */
    public static void onFailure(KeycloakSession session, Runnable undo) {
        enlist(session, () -> {}, undo);
    }

    /** @param clean runs after the request's own transaction; its exceptions are only logged, for entries expire too */
    public static void onSuccess(KeycloakSession session, Runnable clean) {
        enlist(session, clean, () -> {});
    }

    private static void enlist(KeycloakSession session, Runnable success, Runnable failure) {
        session.getTransactionManager().enlistAfterCompletion(new AfterRequest(success, failure));
    }

    @Override
    protected void commitImpl() {
        try {
            success.run();
        } catch (RuntimeException e) {
            LOG.debugf(
                    "What a launch no longer needs wasn't removed: %s",
                    e.getClass().getName());
        }
    }

    @Override
    protected void rollbackImpl() {
        try {
            failure.run();
        } catch (RuntimeException e) {
            LOG.errorf(
                    "A failed request of a launch wasn't undone: %s",
                    e.getClass().getName());
        }
    }
}
