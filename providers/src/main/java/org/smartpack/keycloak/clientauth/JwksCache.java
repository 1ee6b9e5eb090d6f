/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import org.smartpack.keycloak.error.Refusal;

/**
 * The fetched key sets of clients. A copy is used for as long as its headers allow and no longer, even if the host is
 * down. If a verification fails with the copy, because it lacks the {@code kid} or has another key under it, one more
 * fetch is made at once, but not one per request. There is one fetch at a time per location and a few per host, and
 * only a limited number of requests wait for one. So a host that hangs holds up nobody else, however many clients have
 * their keys there.
 *
 * <p>Without a valid copy, the last fetched set still helps to tell junk from what is likely to be the client's. An
 * assertion that fails with it triggers a fetch as rarely as one with an unknown {@code kid} does, and only a few of
 * these wait. A set that has expired never makes the pack accept anything.
 */
final class JwksCache {

    /** The most requests that wait for one location, unless its last fetch failed. */
    private static final int WAITING = 16;

    private static final int WAITING_AFTER_FAILURE = 3;

    /** The most that wait whose verification fails with the keys that were fetched last. */
    private static final int WAITING_IN_DOUBT = 3;

    /** The most requests that wait in total: fewer than the server has threads. */
    private static final int WAITING_OVER_ALL = 32;

    private final Source source;
    private final Executor threads;
    private final LongSupplier clock;
    private final Limits limits;
    private final Semaphore waiting = new Semaphore(WAITING_OVER_ALL);
    private final HostBudget hosts = new HostBudget();
    private final Map<JwksLocation, Entry> entries;

    /** Where key sets come from. */
    interface Source {
        JwksFetcher.Fetched fetch(JwksLocation location) throws Refusal;
    }

    /** What the keys are needed for. */
    interface Verification {

        /** The name of the key. */
        String kid();

        /** Whether the verification succeeds with these keys. */
        boolean holds(SigningKeys keys);
    }

    /**
     * @param entries the number of clients whose keys are kept
     * @param fetchTime how long a request waits for one fetch
     * @param missInterval the time between two fetches because of an unknown {@code kid} or a failed verification
     * @param retryInterval the time before the next fetch after a failed one
     */
    record Limits(int entries, Duration fetchTime, Duration missInterval, Duration retryInterval) {}

    /**
     * @param source called on {@code threads}
     * @param clock in milliseconds
     */
    JwksCache(Source source, Executor threads, LongSupplier clock, Limits limits) {
        this.source = source;
        this.threads = threads;
        this.clock = clock;
        this.limits = limits;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<JwksLocation, JwksCache.Entry> eldest) {
                return size() > limits.entries();
            }
        };
    }

    /** The state of one location; guarded by its own lock. */
    private static final class Entry {
        /** The keys that were fetched last; {@code null} before the first fetch. */
        private SigningKeys keys;

        private long freshUntil;
        private long nextFetchForMiss;
        private long nextTry;
        private boolean failed;
        private int waiting;
        private int waitingInDoubt;
        private CompletableFuture<SigningKeys> fetch;
        private long fetchStarted;
    }

    /**
     * A key set that may be used now: a copy with which the verification succeeds, or the set that was just fetched.
     *
     * @throws Refusal if there is none, or it isn't available in time
     */
    SigningKeys keys(JwksLocation location, Verification verification) throws Refusal {
        Entry entry;
        synchronized (entries) {
            entry = entries.computeIfAbsent(location, key -> new Entry());
        }
        while (true) {
            SigningKeys known;
            boolean isFresh;
            synchronized (entry) {
                known = entry.keys;
                isFresh = clock.getAsLong() < entry.freshUntil;
            }
            // Done without the lock, because it may verify a signature.
            Optional<String> doubt = known == null ? Optional.empty() : doubt(known, verification);
            if (known != null && isFresh && doubt.isEmpty()) {
                return known;
            }
            Ticket ticket = null;
            synchronized (entry) {
                if (entry.keys == known) {
                    ticket = queue(location, entry, doubt);
                }
            }
            if (ticket != null) {
                return await(location, entry, ticket);
            }
        }
    }

    /** Why the verification fails with these keys; empty if it succeeds. */
    private static Optional<String> doubt(SigningKeys keys, Verification verification) {
        if (verification.holds(keys)) {
            return Optional.empty();
        }
        return Optional.of(
                keys.kids().contains(verification.kid()) ? "the signature is not valid" : "no known key matches");
    }

    /** A place in the queue for a fetch. */
    private record Ticket(CompletableFuture<SigningKeys> fetch, long patience, boolean isDoubtful) {}

    /** Called with the entry's lock held. */
    private Ticket queue(JwksLocation location, Entry entry, Optional<String> doubt) throws Refusal {
        if (entry.fetch == null) {
            start(location, entry, doubt);
        }
        boolean isDoubtful = doubt.isPresent();
        // A lookup of the host's name can't be aborted. A request that comes late to such a fetch doesn't wait at all.
        long patience = entry.fetchStarted + limits.fetchTime().toMillis() - clock.getAsLong();
        int limit = entry.failed ? WAITING_AFTER_FAILURE : WAITING;
        boolean isFull = isDoubtful ? entry.waitingInDoubt >= WAITING_IN_DOUBT : entry.waiting >= limit;
        boolean isFirst = entry.waiting + entry.waitingInDoubt == 0;
        if (patience <= 0 || isFull || !mayWait(location, isFirst)) {
            throw Refusal.assertion("too many requests are already waiting for the JWKS");
        }
        count(entry, isDoubtful, 1);
        return new Ticket(entry.fetch, patience, isDoubtful);
    }

    private static void count(Entry entry, boolean isDoubtful, int change) {
        if (isDoubtful) {
            entry.waitingInDoubt += change;
        } else {
            entry.waiting += change;
        }
    }

    private SigningKeys await(JwksLocation location, Entry entry, Ticket ticket) throws Refusal {
        try {
            return await(ticket.fetch(), ticket.patience());
        } finally {
            waiting.release();
            hosts.stopsWaiting(location.host());
            synchronized (entry) {
                count(entry, ticket.isDoubtful(), -1);
            }
        }
    }

    private boolean mayWait(JwksLocation location, boolean isFirst) {
        if (!hosts.mayWait(location.host(), isFirst)) {
            return false;
        }
        if (!waiting.tryAcquire()) {
            hosts.stopsWaiting(location.host());
            return false;
        }
        return true;
    }

    private void start(JwksLocation location, Entry entry, Optional<String> doubt) throws Refusal {
        long now = clock.getAsLong();
        if (now < entry.nextTry) {
            throw Refusal.assertion("the JWKS couldn't be fetched a moment ago");
        }
        if (doubt.isPresent()) {
            if (now < entry.nextFetchForMiss) {
                throw Refusal.assertion(doubt.get() + ", and the JWKS was already looked up for this a moment ago");
            }
            entry.nextFetchForMiss = now + limits.missInterval().toMillis();
        }
        if (!hosts.mayFetch(location.host())) {
            throw Refusal.assertion("too many JWKS are already being fetched from that host");
        }
        CompletableFuture<SigningKeys> fetch = new CompletableFuture<>();
        try {
            // The result is recorded under the entry's lock, which is held here, so not before this method returns.
            threads.execute(() -> run(location, entry, fetch, now));
        } catch (RejectedExecutionException e) {
            hosts.gaveUp(location.host());
            throw Refusal.assertion("too many JWKS are already being fetched");
        }
        entry.fetch = fetch;
        entry.fetchStarted = now;
    }

    private void run(JwksLocation location, Entry entry, CompletableFuture<SigningKeys> fetch, long started) {
        try {
            JwksFetcher.Fetched fetched = source.fetch(location);
            synchronized (entry) {
                entry.fetch = null;
                entry.failed = false;
                entry.nextTry = 0;
                entry.freshUntil = started + TimeUnit.SECONDS.toMillis(fetched.lifetime());
                entry.keys = fetched.keys();
            }
            hosts.fetched(location.host(), true);
            fetch.complete(fetched.keys());
        } catch (Refusal | RuntimeException | Error e) {
            synchronized (entry) {
                entry.fetch = null;
                entry.failed = true;
                entry.nextTry = clock.getAsLong() + limits.retryInterval().toMillis();
            }
            hosts.fetched(location.host(), false);
            fetch.completeExceptionally(e);
        }
    }

    private SigningKeys await(CompletableFuture<SigningKeys> fetch, long millis) throws Refusal {
        try {
            return fetch.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Refusal.assertion("the JWKS can't be fetched in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.assertion("interrupted while the JWKS was fetched");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Refusal refused
                    ? refused
                    : Refusal.assertion("the JWKS can't be fetched: "
                            + e.getCause().getClass().getSimpleName());
        }
    }
}
