/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CheckRunnerTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final CheckRunner runner = new CheckRunner();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void end() {
        mayEnd.countDown();
        runner.close();
    }

    private String slow() {
        started.countDown();
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "slow";
    }

    @Test
    void oneCheckAtATimeAndTheSecondCallerIsToldSo() throws Exception {
        CompletableFuture<Optional<String>> first =
                CompletableFuture.supplyAsync(() -> runner.inTurn(LONG, this::slow));
        started.await();
        assertThat(runner.inTurn(Duration.ZERO, () -> "second")).isEmpty();
        CompletableFuture<Optional<String>> patient =
                CompletableFuture.supplyAsync(() -> runner.inTurn(LONG, () -> "patient"));
        mayEnd.countDown();
        assertThat(first.get()).contains("slow");
        assertThat(patient.get()).contains("patient");
        assertThat(runner.inTurn(Duration.ZERO, () -> "third")).contains("third");
    }

    @Test
    void aCheckThatFailsGivesTheTurnAway() {
        assertThatThrownBy(() -> runner.inTurn(LONG, () -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(runner.inTurn(Duration.ZERO, () -> "next")).contains("next");
    }
}
