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
 * down; what doesn't hold with the copy, because it lacks the {@code kid} or has another key under it, makes one more fetch
 * at once, but not one per request. One fetch at a time per
 * location, a few at a time per host, and only so many requests wait for one: a host that hangs holds up nobody else,
 * whatever number of clients has its keys there.
 *
 * <p>Where there is no copy, the set that was fetched last still tells junk from what is likely to be the client's: an
 * assertion that wouldn't hold with it makes a fetch as rarely as one with an unknown {@code kid}, and few of that sort
 * wait. Nothing is ever accepted because of a set that may no longer be used.
 */
final class JwksCache {

    /** Requests that wait for one location: as long as it didn't fail, and after it did. */
    private static final int WAITING = 16;

    private static final int WAITING_AFTER_FAILURE = 3;

    /** The same of those that wouldn't hold with the keys that were fetched last. */
    private static final int WAITING_IN_DOUBT = 3;

    /** Requests that wait over all: fewer than the server has threads. */
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

    /** What the keys are wanted for. */
    interface Verification {

        /** The name of the key. */
        String kid();

        /** Whether it would succeed with these keys. */
        boolean holds(SigningKeys keys);
    }

    /**
     * @param entries clients whose keys are kept
     * @param fetchTime that a request waits for one fetch
     * @param missInterval between two fetches because of an unknown {@code kid} or a signature that doesn't hold
     * @param retryInterval after a fetch that failed
     */
    record Limits(int entries, Duration fetchTime, Duration missInterval, Duration retryInterval) {}

    /**
     * @param source is asked on {@code threads}
     * @param clock milliseconds
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

    /** What is known about one location; guarded by itself. */
    private static final class Entry {
        /** Fetched last; {@code null} before the first time. */
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
     * A key set that may be used now: a copy with which the verification holds, or the set that was just fetched.
     *
     * @throws Refusal if there is none, or it can't be had in time
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
            // Without the lock: it may take a verification of a signature.
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

    /** Why it doesn't hold with these keys. */
    private static Optional<String> doubt(SigningKeys keys, Verification verification) {
        if (verification.holds(keys)) {
            return Optional.empty();
        }
        return Optional.of(
                keys.kids().contains(verification.kid()) ? "the signature is not valid" : "no known key matches");
    }

    /** A place among those that wait for a fetch. */
    private record Ticket(CompletableFuture<SigningKeys> fetch, long patience, boolean isDoubtful) {}

    /** Under the entry's lock. */
    private Ticket queue(JwksLocation location, Entry entry, Optional<String> doubt) throws Refusal {
        if (entry.fetch == null) {
            start(location, entry, doubt);
        }
        boolean isDoubtful = doubt.isPresent();
        // A look-up of the host's name can't be aborted: who comes late to such a fetch doesn't wait at all.
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
            // The result is recorded under the entry's lock, which is held here: not before this method has returned.
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
