/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what Keycloak does after it has answered. */
public final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Eventually() {}

    /** Looks until it is as expected; answers what was seen last, which a test has to check: a minute is the limit. */
    public static <T> T look(Supplier<T> what, Predicate<T> asExpected) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        T seen = what.get();
        while (!asExpected.test(seen) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
            seen = what.get();
        }
        return seen;
    }
}
