/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * The fetched key sets of clients. A copy is used for as long as its headers allow and no longer, even if the host is
 * down; a {@code kid} that the copy lacks makes one more fetch at once, but not one per request. One fetch at a time per
 * location, a few at a time per host, and only so many requests wait for one: a host that hangs holds up nobody else,
 * whatever number of clients has its keys there.
 */
final class JwksCache {

    /** Requests that wait for one location: as long as it didn't fail, and after it did. */
    private static final int WAITING = 16;

    private static final int WAITING_AFTER_FAILURE = 3;

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
        JwksFetcher.Fetched fetch(JwksLocation location) throws AssertionRefused;
    }

    /**
     * @param entries clients whose keys are kept
     * @param fetchTime that a request waits for one fetch
     * @param missInterval between two fetches because of an unknown {@code kid}
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
        private SigningKeys keys;
        private long freshUntil;
        private Set<String> kids;
        private long nextFetchForMiss;
        private long nextTry;
        private boolean failed;
        private int waiting;
        private CompletableFuture<SigningKeys> fetch;
        private long fetchStarted;
    }

    /**
     * A key set that may be used now and, if the client publishes such a key, has one with this {@code kid}.
     *
     * @throws AssertionRefused if there is none, or it can't be had in time
     */
    SigningKeys keys(JwksLocation location, String kid) throws AssertionRefused {
        Entry entry;
        synchronized (entries) {
            entry = entries.computeIfAbsent(location, key -> new Entry());
        }
        CompletableFuture<SigningKeys> fetch;
        long patience;
        synchronized (entry) {
            boolean unknown = entry.kids != null && !entry.kids.contains(kid);
            if (!unknown && entry.keys != null && clock.getAsLong() < entry.freshUntil) {
                return entry.keys;
            }
            if (entry.fetch == null) {
                start(location, entry, unknown);
            }
            fetch = entry.fetch;
            // A look-up of the host's name can't be aborted: who comes late to such a fetch doesn't wait at all.
            patience = entry.fetchStarted + limits.fetchTime().toMillis() - clock.getAsLong();
            int limit = entry.failed ? WAITING_AFTER_FAILURE : WAITING;
            if (patience <= 0 || entry.waiting >= limit || !mayWait(location)) {
                throw new AssertionRefused("too many requests wait for the JWKS already");
            }
            entry.waiting++;
        }
        try {
            return await(fetch, patience);
        } finally {
            waiting.release();
            hosts.stopsWaiting(location.host());
            synchronized (entry) {
                entry.waiting--;
            }
        }
    }

    private boolean mayWait(JwksLocation location) {
        if (!hosts.mayWait(location.host())) {
            return false;
        }
        if (!waiting.tryAcquire()) {
            hosts.stopsWaiting(location.host());
            return false;
        }
        return true;
    }

    private void start(JwksLocation location, Entry entry, boolean unknownKid) throws AssertionRefused {
        long now = clock.getAsLong();
        if (now < entry.nextTry) {
            throw new AssertionRefused("the JWKS couldn't be fetched a moment ago");
        }
        if (unknownKid) {
            if (now < entry.nextFetchForMiss) {
                throw new AssertionRefused(
                        "no key has this kid, and the JWKS was looked up for such a one a moment ago");
            }
            entry.nextFetchForMiss = now + limits.missInterval().toMillis();
        }
        if (!hosts.mayFetch(location.host())) {
            throw new AssertionRefused("too many JWKS are being fetched from that host already");
        }
        CompletableFuture<SigningKeys> fetch = new CompletableFuture<>();
        try {
            // The result is recorded under the entry's lock, which is held here: not before this method has returned.
            threads.execute(() -> run(location, entry, fetch, now));
        } catch (RejectedExecutionException e) {
            hosts.gaveUp(location.host());
            throw new AssertionRefused("too many JWKS are being fetched already");
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
                entry.kids = fetched.keys().kids();
                entry.freshUntil = started + TimeUnit.SECONDS.toMillis(fetched.lifetime());
                entry.keys = fetched.lifetime() > 0 ? fetched.keys() : null;
            }
            hosts.fetched(location.host(), true);
            fetch.complete(fetched.keys());
        } catch (AssertionRefused | RuntimeException | Error e) {
            synchronized (entry) {
                entry.fetch = null;
                entry.failed = true;
                entry.nextTry = clock.getAsLong() + limits.retryInterval().toMillis();
            }
            hosts.fetched(location.host(), false);
            fetch.completeExceptionally(e);
        }
    }

    private SigningKeys await(CompletableFuture<SigningKeys> fetch, long millis) throws AssertionRefused {
        try {
            return fetch.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionRefused("the JWKS can't be fetched in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionRefused("interrupted while the JWKS was fetched");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AssertionRefused refused
                    ? refused
                    : new AssertionRefused("the JWKS can't be fetched: "
                            + e.getCause().getClass().getSimpleName());
        }
    }
}
