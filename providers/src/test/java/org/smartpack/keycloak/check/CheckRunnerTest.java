/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.connections.jpa.support.EntityManagers;
import org.keycloak.models.KeycloakSession;

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
                CompletableFuture.supplyAsync(() -> runner.inTurn("a", LONG, this::slow));
        started.await();
        assertThat(runner.inTurn("a", Duration.ZERO, () -> "second")).isEmpty();
        CompletableFuture<Optional<String>> patient =
                CompletableFuture.supplyAsync(() -> runner.inTurn("a", LONG, () -> "patient"));
        mayEnd.countDown();
        assertThat(first.get()).contains("slow");
        assertThat(patient.get()).contains("patient");
        assertThat(runner.inTurn("a", Duration.ZERO, () -> "third")).contains("third");
    }

    @Test
    void aCheckThatFailsGivesTheTurnAway() {
        assertThatThrownBy(() -> runner.inTurn("a", LONG, () -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(runner.inTurn("a", Duration.ZERO, () -> "next")).contains("next");
    }

    @Test
    void aCheckReadsInBatchModeSoThatNoQueryLooksForChangesFirst() {
        List<Boolean> modes = new ArrayList<>();
        KeycloakSession session = (KeycloakSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeycloakSession.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getContext")) {
                        modes.add(EntityManagers.isBatchMode());
                        throw new UnsupportedOperationException("no realm");
                    }
                    return null;
                });
        assertThatThrownBy(() -> runner.check(session, Viewer.LOG)).hasMessage("no realm");
        assertThat(modes).containsExactly(true);
        assertThat(EntityManagers.isBatchMode()).isFalse();
    }

    /** Starts a caller, and returns when it waits. */
    private CompletableFuture<Optional<String>> waiting(Supplier<Optional<String>> caller) {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> answer.complete(caller.get()));
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && !answer.isDone()) {
            Thread.onSpinWait();
        }
        return answer;
    }

    private CompletableFuture<Optional<String>> caller(String realm) {
        return waiting(() -> runner.inTurn(realm, LONG, () -> realm));
    }

    private CompletableFuture<Optional<String>> running() throws Exception {
        CompletableFuture<Optional<String>> first =
                CompletableFuture.supplyAsync(() -> runner.inTurn("a", LONG, this::slow));
        started.await();
        return first;
    }

    @Test
    void oneCallerOfARealmWaitsAndLeavesRoomForTheOtherRealms() throws Exception {
        running();
        CompletableFuture<Optional<String>> waits = caller("a");
        for (int i = 0; i < 10; i++) {
            assertThat(caller("a").get(1, TimeUnit.MINUTES)).isEmpty();
        }
        CompletableFuture<Optional<String>> other = caller("b");
        assertThat(other.isDone()).isFalse();
        mayEnd.countDown();
        assertThat(waits.get(1, TimeUnit.MINUTES)).contains("a");
        assertThat(other.get(1, TimeUnit.MINUTES)).contains("b");
        assertThat(caller("a").get(1, TimeUnit.MINUTES)).contains("a");
    }

    @Test
    void theServersOwnThreadWaitsHoweverManyCallersDo() throws Exception {
        running();
        for (String realm : List.of("b", "c", "d", "e", "f")) {
            assertThat(caller(realm).isDone()).as(realm).isFalse();
        }
        assertThat(caller("g").get(1, TimeUnit.MINUTES)).isEmpty();
        CompletableFuture<Optional<String>> own = waiting(() -> runner.inBackground(LONG, () -> "own"));
        assertThat(own.isDone()).isFalse();
        mayEnd.countDown();
        assertThat(own.get(1, TimeUnit.MINUTES)).contains("own");
    }

    @Test
    void theServersOwnThreadIsToldWhenItHadNoTurn() throws Exception {
        running();
        assertThat(runner.inBackground(Duration.ZERO, () -> "own")).isEmpty();
    }

    @Test
    void aCallerWhoWaitedInVainMakesRoomForTheNext() throws Exception {
        running();
        assertThat(runner.inTurn("b", Duration.ofMillis(1), () -> "b")).isEmpty();
        assertThat(caller("b").isDone()).isFalse();
    }
}
