/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UserSlotsTest {

    private final UserSlots slots = new UserSlots();

    @Test
    @Timeout(30)
    @DisplayName("attack 23: one user has two requests under way at most; others aren't kept waiting by that")
    void bounded() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        try {
            CompletableFuture<?>[] slow = new CompletableFuture<?>[2];
            for (int i = 0; i < 2; i++) {
                slow[i] = CompletableFuture.supplyAsync(
                        () -> slots.with("bob", () -> {
                            begun.countDown();
                            return await(end);
                        }),
                        threads);
            }
            begun.await();
            assertThat(slots.with("bob", () -> "sent")).isEmpty();
            assertThat(slots.with("carol", () -> "sent")).contains("sent");
            end.countDown();
            CompletableFuture.allOf(slow).get();
            assertThat(slots.with("bob", () -> "sent")).contains("sent");
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    @DisplayName("a request that fails gives its slot back")
    void failure() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> slots.with("bob", () -> {
                        throw new IllegalStateException("down");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(slots.with("bob", () -> "sent")).contains("sent");
    }
}
