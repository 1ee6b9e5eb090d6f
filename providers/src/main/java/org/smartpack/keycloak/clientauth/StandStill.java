/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Notices that this node stood still: its machine was paused, or the process was. The other nodes may have given it up
 * and have gone on without it, and until the caches have merged it doesn't know what was used meanwhile. It goes by the
 * wall clock, which a paused machine finds advanced.
 */
final class StandStill implements AutoCloseable {

    /** Shorter than the time after which a cluster gives a node up (40 seconds by Keycloak's default). */
    private static final long NOTICED_MILLIS = 20_000;

    private final LongSupplier clock;
    private final ScheduledThreadPoolExecutor thread;
    private long last;
    private long resumed = Long.MIN_VALUE;

    /** @param clock milliseconds since 1970 */
    StandStill(LongSupplier clock) {
        this.clock = clock;
        this.last = clock.getAsLong();
        this.thread = new ScheduledThreadPoolExecutor(1, runnable -> {
            Thread watch = new Thread(runnable, "smart-jwt-stand-still");
            watch.setDaemon(true);
            return watch;
        });
    }

    /** Begins to watch. */
    void start() {
        thread.scheduleWithFixedDelay(this::resumed, 1, 1, TimeUnit.SECONDS);
    }

    /** When it went on, in seconds since 1970; long ago if it never stood still. */
    synchronized long resumed() {
        long now = clock.getAsLong();
        if (now - last > NOTICED_MILLIS) {
            resumed = TimeUnit.MILLISECONDS.toSeconds(now);
        }
        last = now;
        return resumed;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
