/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Keeps one user from using up what all share: so many requests at once are sent in a user's name, and the next one
 * fails at once. Requests of users who search have connections of their own, apart from those on the pack's own behalf.
 */
final class UserSlots {

    private static final int AT_ONCE = 2;
    private static final int MAX_USERS = 10_000;

    private final Map<String, Semaphore> underWay = new ConcurrentHashMap<>();

    /**
     * Sends a request, if the user has no more under way than allowed.
     *
     * @param user names the user and the FHIR server
     * @return empty if it wasn't sent
     */
    <T> Optional<T> with(String user, Supplier<T> request) {
        if (underWay.size() > MAX_USERS) {
            underWay.clear();
        }
        Semaphore free = underWay.computeIfAbsent(user, missing -> new Semaphore(AT_ONCE));
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(request.get());
        } finally {
            free.release();
        }
    }
}
