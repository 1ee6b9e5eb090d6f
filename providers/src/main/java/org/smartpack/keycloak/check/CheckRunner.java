/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.keycloak.models.KeycloakSession;

/**
 * Runs the checks of this server, one at a time, whatever the realm: a check reads a whole realm. A few callers can
 * wait for their turn.
 */
final class CheckRunner implements AutoCloseable {

    private static final int MOST_WAITING = 5;

    private final Semaphore turn = new Semaphore(1, true);
    private final HostNames hosts = new HostNames();

    /** Checks the realm of a session's context, for a caller whose turn it is. */
    CheckReport check(KeycloakSession session, Viewer viewer) {
        return CheckReport.of(new RealmReader(session, hosts).read(viewer), RuleBook.all());
    }

    /**
     * Runs a check when it is the caller's turn.
     *
     * @param patience how long to wait for other checks
     * @return the result; empty if there was no turn in that time
     */
    <T> Optional<T> inTurn(Duration patience, Supplier<T> check) {
        if (turn.getQueueLength() >= MOST_WAITING || !hasTurn(patience)) {
            return Optional.empty();
        }
        try {
            return Optional.of(check.get());
        } finally {
            turn.release();
        }
    }

    private boolean hasTurn(Duration patience) {
        try {
            return turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        hosts.close();
    }
}
