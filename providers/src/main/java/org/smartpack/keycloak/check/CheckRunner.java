/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.keycloak.connections.jpa.support.EntityManagers;
import org.keycloak.models.KeycloakSession;

/**
 * Runs the checks of this server, one at a time, whatever the realm: a check reads a whole realm. A few callers can
 * wait for their turn, one for each realm, so that the callers of one realm don't shut out those of the others.
 */
final class CheckRunner implements AutoCloseable {

    private static final int MOST_WAITING = 5;

    private final Semaphore turn = new Semaphore(1, true);
    /** The realms of the callers that wait. */
    private final Set<String> waiting = new HashSet<>();

    private final HostNames hosts = new HostNames();

    /**
     * Checks the realm of a session's context, for a caller whose turn it is. A check changes nothing, so no query has
     * to look for changes first: each would go through everything that was read before.
     */
    CheckReport check(KeycloakSession session, Viewer viewer) {
        AtomicReference<CheckReport> report = new AtomicReference<>();
        EntityManagers.runInBatch(session, () -> report.set(read(session, viewer)), false);
        return report.get();
    }

    private CheckReport read(KeycloakSession session, Viewer viewer) {
        return CheckReport.of(new RealmReader(session, hosts).read(viewer), RuleBook.all());
    }

    /**
     * Runs a check when it is the caller's turn.
     *
     * @param realm the id of the caller's realm
     * @param patience how long to wait for other checks
     * @return the result; empty if there was no turn in that time, or if too many wait already
     */
    <T> Optional<T> inTurn(String realm, Duration patience, Supplier<T> check) {
        return hasTurn(Duration.ZERO) || isNextOf(realm, patience) ? Optional.of(run(check)) : Optional.empty();
    }

    /**
     * Runs a check for the server's own thread, which waits however many callers do.
     *
     * @param patience how long to wait for other checks
     * @return the result; empty if there was no turn in that time
     */
    <T> Optional<T> inBackground(Duration patience, Supplier<T> check) {
        return hasTurn(patience) ? Optional.of(run(check)) : Optional.empty();
    }

    private <T> T run(Supplier<T> check) {
        try {
            return check.get();
        } finally {
            turn.release();
        }
    }

    private boolean isNextOf(String realm, Duration patience) {
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING || !waiting.add(realm)) {
                return false;
            }
        }
        try {
            return hasTurn(patience);
        } finally {
            synchronized (waiting) {
                waiting.remove(realm);
            }
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
