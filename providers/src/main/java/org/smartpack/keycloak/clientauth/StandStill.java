/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Notices when this node stood still, because its machine or process was paused. The other nodes may have given it up
 * and carried on, and until the caches have merged this node doesn't know what was used meanwhile. It goes by the wall
 * clock, which has advanced when a paused machine resumes.
 */
final class StandStill implements AutoCloseable {

    /** Less than the time after which a cluster gives up a node (40 seconds by default in Keycloak). */
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

    void start() {
        thread.scheduleWithFixedDelay(this::resumed, 1, 1, TimeUnit.SECONDS);
    }

    /** When the node last resumed, in seconds since 1970; a time long past if it never stood still. */
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
