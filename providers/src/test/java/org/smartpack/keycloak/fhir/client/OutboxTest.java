/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Letters that nobody waits for. */
@Timeout(60)
class OutboxTest {

    private static final int PER_SERVER = 5;
    private static final int THREADS_PER_SERVER = 4;

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final Outbox outbox = new Outbox(PER_SERVER, now::get);
    private final CountDownLatch unblock = new CountDownLatch(1);
    private final AtomicInteger sent = new AtomicInteger();

    @AfterEach
    void close() {
        unblock.countDown();
        outbox.close();
    }

    private Optional<String> blocked(CountDownLatch begun) {
        begun.countDown();
        try {
            unblock.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sent.incrementAndGet();
        return Optional.empty();
    }

    /** A FHIR server that hangs: all its threads wait for it. */
    private void hang(String server) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(THREADS_PER_SERVER);
        for (int i = 0; i < THREADS_PER_SERVER; i++) {
            outbox.add(server, () -> blocked(begun));
        }
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("KT-AUD-7 what is sent, is sent by another thread")
    void sends() throws InterruptedException {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        outbox.add("http://a/fhir", () -> {
            threads.add(Thread.currentThread());
            done.countDown();
            return Optional.empty();
        });

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    @DisplayName("KT-AUD-7 attack 36: a FHIR server that hangs: so many wait, more are dropped, nobody is blocked")
    void full() throws InterruptedException {
        assertThat(outbox.hasRoom("http://a/fhir")).isTrue();
        hang("http://a/fhir");
        CountDownLatch rest = new CountDownLatch(PER_SERVER);
        for (int i = 0; i < PER_SERVER + 50; i++) {
            assertThat(outbox.hasRoom("http://a/fhir")).isEqualTo(i < PER_SERVER);
            outbox.add("http://a/fhir", () -> blocked(rest));
        }
        assertThat(outbox.hasRoom("http://b/fhir")).isTrue();
        unblock.countDown();

        assertThat(rest.await(20, TimeUnit.SECONDS)).isTrue();
        outbox.close();
        assertThat(sent).hasValue(THREADS_PER_SERVER + PER_SERVER);
    }

    @Test
    @DisplayName("attack 36: other FHIR servers' letters are not delayed by one that hangs")
    void others() throws InterruptedException {
        hang("http://a/fhir");
        CountDownLatch done = new CountDownLatch(1);
        outbox.add("http://b/fhir", () -> {
            done.countDown();
            return Optional.empty();
        });

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sent).hasValue(0);
    }

    @Test
    @DisplayName("KT-AUD-7 a letter that waited longer than its token lives isn't sent")
    void tooOld() throws InterruptedException {
        hang("http://a/fhir");
        CountDownLatch old = new CountDownLatch(1);
        outbox.add("http://a/fhir", () -> blocked(old));
        now.addAndGet(TimeUnit.SECONDS.toMillis(OwnToken.LIFE));
        CountDownLatch young = new CountDownLatch(1);
        outbox.add("http://a/fhir", () -> blocked(young));
        unblock.countDown();

        assertThat(young.await(20, TimeUnit.SECONDS)).isTrue();
        outbox.close();
        assertThat(old.getCount()).isEqualTo(1);
        assertThat(sent).hasValue(THREADS_PER_SERVER + 1);
    }

    @Test
    @DisplayName("KT-AUD-7 a failure, even one that nobody thought of, doesn't hinder the next letter")
    void failures() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < THREADS_PER_SERVER + 1; i++) {
            outbox.add("http://a/fhir", () -> {
                throw new IllegalStateException("oops");
            });
        }
        now.addAndGet(1);
        awaitRoom();
        outbox.add("http://a/fhir", () -> Optional.of("status 500"));
        outbox.add("http://a/fhir", () -> {
            done.countDown();
            return Optional.empty();
        });

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** The first letters are gone when one that was added after them was sent. */
    private void awaitRoom() throws InterruptedException {
        for (int attempt = 0; attempt < 200; attempt++) {
            CountDownLatch through = new CountDownLatch(1);
            outbox.add("http://a/fhir", () -> {
                through.countDown();
                return Optional.empty();
            });
            if (through.await(100, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        throw new AssertionError("nothing is sent any more");
    }

    @Test
    @DisplayName("KT-AUD-7 after the end, nothing is sent and nobody is disturbed")
    void closed() {
        outbox.close();
        outbox.add("http://a/fhir", () -> {
            sent.incrementAndGet();
            return Optional.empty();
        });

        assertThat(sent).hasValue(0);
    }
}
