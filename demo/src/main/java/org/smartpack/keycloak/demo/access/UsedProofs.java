/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The proofs that were used, for as long as they could be used again. Only right proofs get here. */
final class UsedProofs {

    private record Used(String id, Instant until) {}

    private final Clock clock;
    private final Duration time;
    private final Set<String> ids = new HashSet<>();
    private final Deque<Used> oldestFirst = new ArrayDeque<>();

    /** @param time for which a proof is remembered */
    UsedProofs(Clock clock, Duration time) {
        this.clock = clock;
        this.time = time;
    }

    /** Remembers a proof; false if it was there. */
    synchronized boolean add(String id) {
        Instant now = clock.instant();
        while (!oldestFirst.isEmpty() && oldestFirst.peek().until().isBefore(now)) {
            ids.remove(oldestFirst.poll().id());
        }
        if (!ids.add(id)) {
            return false;
        }
        oldestFirst.add(new Used(id, now.plus(time)));
        return true;
    }
}
