/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.error.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JwksCacheTest {

    private static final JwksCache.Limits LIMITS = limits(3);

    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final AtomicInteger fetches = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private JwksCache.Source source = location -> {
        throw Refusal.assertion("no host yet");
    };
    private final JwksCache cache = new JwksCache(
            location -> {
                fetches.incrementAndGet();
                return source.fetch(location);
            },
            threads,
            clock::get,
            LIMITS);

    private static JwksCache.Limits limits(int entries) {
        return new JwksCache.Limits(entries, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(5));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static JwksLocation at(String client) throws Refusal {
        return JwksLocation.of("realm", client, "https://app.example/keys", false);
    }

    private static JwksFetcher.Fetched keys(long lifetime, String... kids) throws Refusal {
        List<String> keys = new ArrayList<>();
        for (String kid : kids) {
            keys.add("{\"kid\":\"" + kid + "\"}");
        }
        return new JwksFetcher.Fetched(
                SigningKeys.parse(TestKeys.jwks(keys.toArray(String[]::new)).getBytes(StandardCharsets.UTF_8)),
                lifetime);
    }

    /** An assertion with this {@code kid}, of which the right key is in the set when the kid is. */
    private static JwksCache.Verification signed(String kid) {
        return signed(kid, keys -> keys.kids().contains(kid));
    }

    private static JwksCache.Verification signed(String kid, Predicate<SigningKeys> holds) {
        return new JwksCache.Verification() {
            @Override
            public String kid() {
                return kid;
            }

            @Override
            public boolean holds(SigningKeys keys) {
                return holds.test(keys);
            }
        };
    }

    private void pass(long seconds) {
        clock.addAndGet(seconds * 1000);
    }

    private void refused(String client, String kid) {
        assertThatThrownBy(() -> cache.keys(at(client), signed(kid))).isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("SMART-BS-4, 5: a copy is used as long as allowed; a removed key stops working when it has expired")
    void lifetime() throws Refusal {
        source = location -> keys(60, "a");
        cache.keys(at("c"), signed("a"));
        pass(59);
        cache.keys(at("c"), signed("a"));
        assertThat(fetches).hasValue(1);

        source = location -> keys(60, "b");
        pass(1);
        assertThat(cache.keys(at("c"), signed("a")).kids()).containsExactly("b");
        assertThat(fetches).hasValue(2);
    }

    @Test
    @DisplayName("SMART-BS-4 no header: fetched each time")
    void notCached() throws Refusal {
        source = location -> keys(0, "a");
        for (int i = 1; i <= 5; i++) {
            cache.keys(at("c"), signed("a"));
            assertThat(fetches).hasValue(i);
        }
    }

    @Test
    @DisplayName("SMART-BS-5 a new key works at once")
    void newKey() throws Refusal {
        source = location -> keys(3600, "a");
        cache.keys(at("c"), signed("a"));
        source = location -> keys(3600, "a", "b");

        assertThat(cache.keys(at("c"), signed("b")).kids()).contains("b");
        assertThat(fetches).hasValue(2);
    }

    @Test
    @DisplayName("attack 14: unknown kids make one fetch per ten seconds, whether the set is cached or not")
    void unknownKids() throws Refusal {
        for (long lifetime : new long[] {3600, 0}) {
            String client = "c" + lifetime;
            source = location -> keys(lifetime, "a");
            cache.keys(at(client), signed("a"));
            int before = fetches.get();
            cache.keys(at(client), signed("x1"));
            for (int i = 0; i < 50; i++) {
                refused(client, "x" + i);
            }
            assertThat(fetches.get() - before).isEqualTo(1);
            cache.keys(at(client), signed("a"));
            pass(10);
            cache.keys(at(client), signed("x"));
            refused(client, "x");
        }
    }

    @Test
    @DisplayName("attack 36: a host that is down is asked again only after a while, then recovers by itself")
    void failure() throws Refusal {
        refused("c", "a");
        source = location -> keys(60, "a");
        for (int i = 0; i < 20; i++) {
            refused("c", "a");
        }
        assertThat(fetches).hasValue(1);
        pass(5);
        cache.keys(at("c"), signed("a"));
    }

    @Test
    @DisplayName("a host that is down costs nothing while the copy may be used, and everything afterwards")
    void failureWithCopy() throws Refusal {
        source = location -> keys(60, "a");
        cache.keys(at("c"), signed("a"));
        source = location -> {
            throw Refusal.assertion("down");
        };
        refused("c", "b");
        cache.keys(at("c"), signed("a"));
        pass(60);
        refused("c", "a");
    }

    @Test
    @DisplayName("a source that breaks in an unexpected way is a failure like others")
    void unexpected() throws Refusal {
        source = location -> {
            throw new IllegalStateException("secret detail");
        };
        assertThatThrownBy(() -> cache.keys(at("c"), signed("a")))
                .isInstanceOf(Refusal.class)
                .hasMessageNotContaining("secret detail");
        source = location -> keys(60, "a");
        pass(5);
        cache.keys(at("c"), signed("a"));
    }

    @Test
    @DisplayName("clients, URLs and settings are kept apart, and only so many of them are kept")
    void locations() throws Refusal {
        source = location -> keys(3600, location.clientUuid());
        JwksLocation https = JwksLocation.of("realm", "c", "https://app.example/keys", false);
        cache.keys(https, signed("c"));
        cache.keys(JwksLocation.of("realm", "c", "https://app.example/keys", true), signed("c"));
        cache.keys(JwksLocation.of("realm", "c", "https://app.example/keys2", false), signed("c"));
        assertThat(fetches).hasValue(3);
        cache.keys(https, signed("c"));
        assertThat(fetches).hasValue(3);
        cache.keys(JwksLocation.of("other", "c", "https://app.example/keys", false), signed("c"));
        cache.keys(JwksLocation.of("other", "d", "https://app.example/keys", false), signed("d"));
        cache.keys(JwksLocation.of("other", "e", "https://app.example/keys", false), signed("e"));
        cache.keys(https, signed("c"));
        assertThat(fetches).hasValue(7);
    }

    @Test
    @DisplayName("attack 13: one fetch for many requests; few wait for a host that hangs, and others aren't affected")
    void hangingHost() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        source = location -> {
            if (location.clientUuid().equals("hangs")) {
                asked.countDown();
                awaitQuietly(release);
            }
            return keys(60, "a");
        };
        Queue<String> refusals = new ConcurrentLinkedQueue<>();
        List<Future<?>> requests = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            requests.add(threads.submit(() -> {
                try {
                    cache.keys(at("hangs"), signed("a"));
                } catch (Refusal e) {
                    refusals.add(e.getMessage());
                }
            }));
        }
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (refusals.size() < 24 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(refusals).hasSize(24).allMatch(reason -> reason.contains("too many requests"));

        cache.keys(at("other"), signed("a"));
        release.countDown();
        for (Future<?> request : requests) {
            request.get(20, TimeUnit.SECONDS);
        }
        assertThat(fetches).hasValue(2);
        assertThat(refusals).hasSize(24);
    }

    @Test
    @DisplayName(
            "attack 13: clients that have their keys on one hanging host take nothing from clients of another host")
    void manyClientsOfOneHost() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        source = location -> {
            if (location.clientUuid().startsWith("hangs")) {
                awaitQuietly(release);
            }
            return keys(60, "a");
        };
        List<Future<?>> requests = new ArrayList<>();
        Queue<String> refusals = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 48; i++) {
            JwksLocation hanging = at("hangs" + i % 16);
            requests.add(threads.submit(() -> {
                try {
                    cache.keys(hanging, signed("a"));
                } catch (Refusal e) {
                    refusals.add(e.getMessage());
                }
            }));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (refusals.size() < 24 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        JwksLocation good = JwksLocation.of("realm", "good", "https://good.example/jwks", false);
        assertThat(cache.keys(good, signed("a")).kids()).containsExactly("a");
        release.countDown();
        for (Future<?> request : requests) {
            request.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("attack 45: junk makes few fetches and takes no places from what the last keys would verify")
    void junk() throws Exception {
        source = location -> keys(0, "a");
        cache.keys(at("victim"), signed("a"));
        JwksCache.Verification junk = signed("a", keys -> false);
        JwksCache.Verification unknown = signed("x");
        CountDownLatch release = new CountDownLatch(1);
        source = location -> {
            awaitQuietly(release);
            return keys(0, "a");
        };
        Queue<String> refusals = new ConcurrentLinkedQueue<>();
        List<Future<?>> requests = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            JwksCache.Verification one = i % 2 == 0 ? junk : unknown;
            requests.add(threads.submit(() -> {
                try {
                    cache.keys(at("victim"), one);
                } catch (Refusal e) {
                    refusals.add(e.getMessage());
                }
            }));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (refusals.size() < 57 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(refusals).hasSize(57);
        List<Future<SigningKeys>> genuine = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            genuine.add(threads.submit(() -> cache.keys(at("victim"), signed("a"))));
        }
        release.countDown();
        for (Future<SigningKeys> one : genuine) {
            assertThat(one.get(20, TimeUnit.SECONDS).kids()).containsExactly("a");
        }
        for (Future<?> request : requests) {
            request.get(20, TimeUnit.SECONDS);
        }
        int before = fetches.get();
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> cache.keys(at("victim"), junk)).hasMessageContaining("a moment ago");
        }
        assertThat(fetches).hasValue(before);
        cache.keys(at("victim"), signed("a"));
    }

    @Test
    @DisplayName("a key that is replaced under its kid works at once")
    void replacedKey() throws Refusal {
        source = location -> keys(0, "a");
        cache.keys(at("c"), signed("a"));
        cache.keys(at("c"), signed("a", keys -> false));
        assertThat(fetches).hasValue(2);
    }

    @Test
    @DisplayName("a key that is replaced under its kid while the copy is fresh works after one fetch")
    void replacedKeyOfCopy() throws Refusal {
        source = location -> keys(3600, "a");
        SigningKeys before = cache.keys(at("c"), signed("a"));
        assertThat(cache.keys(at("c"), signed("a", keys -> keys != before))).isNotSameAs(before);
        assertThat(cache.keys(at("c"), signed("a", keys -> keys != before))).isNotSameAs(before);
        assertThat(fetches).hasValue(2);
    }

    @Test
    @DisplayName(
            "attack 14, 45: signatures that don't hold make no more fetches than unknown kids, and share their brake")
    void wrongSignatures() throws Refusal {
        source = location -> keys(3600, "a");
        JwksCache.Verification forged = signed("a", keys -> false);
        cache.keys(at("first"), forged);
        assertThat(fetches).as("what was just fetched isn't fetched again").hasValue(1);
        cache.keys(at("c"), signed("a"));
        int before = fetches.get();
        cache.keys(at("c"), forged);
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> cache.keys(at("c"), forged))
                    .hasMessageContaining("signature")
                    .hasMessageContaining("a moment ago");
            refused("c", "x" + i);
            cache.keys(at("c"), signed("a"));
        }
        assertThat(fetches.get() - before).isEqualTo(1);
        pass(10);
        cache.keys(at("c"), forged);
        assertThat(fetches.get() - before).isEqualTo(2);
        source = location -> {
            throw Refusal.assertion("down");
        };
        pass(10);
        assertThatThrownBy(() -> cache.keys(at("c"), forged)).hasMessage("down");
        cache.keys(at("c"), signed("a"));
    }

    @Test
    @DisplayName("attack 13, 45: clients of one host that are waited for leave their neighbours a place")
    void neighbours() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        source = location -> {
            if (location.clientUuid().startsWith("hangs")) {
                awaitQuietly(release);
            }
            return keys(60, "a");
        };
        // With room for all four, so that no fetch is forgotten while others still come.
        JwksCache roomy = new JwksCache(location -> source.fetch(location), threads, clock::get, limits(4));
        Queue<String> refusals = new ConcurrentLinkedQueue<>();
        List<Future<?>> requests = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            JwksLocation hanging = at("hangs" + i % 3);
            requests.add(threads.submit(() -> {
                try {
                    roomy.keys(hanging, signed("a"));
                } catch (Refusal e) {
                    refusals.add(e.getMessage());
                }
            }));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (refusals.size() < 36 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(roomy.keys(at("beside"), signed("a")).kids()).containsExactly("a");
        release.countDown();
        for (Future<?> request : requests) {
            request.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("a healthy host with an empty cache serves many requests at once with one fetch")
    void coldStart() throws Exception {
        source = location -> keys(60, "a");
        List<Future<SigningKeys>> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            requests.add(threads.submit(() -> cache.keys(at("cold"), signed("a"))));
        }
        for (Future<SigningKeys> request : requests) {
            assertThat(request.get(20, TimeUnit.SECONDS).kids()).containsExactly("a");
        }
        assertThat(fetches).hasValue(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName("attack 13: nobody waits for a fetch that is overdue, nor when all threads fetch")
    void overdue() throws Refusal {
        Deque<Runnable> queue = new ArrayDeque<>();
        JwksCache slow = new JwksCache(
                location -> keys(60, "a"),
                queue::add,
                clock::get,
                new JwksCache.Limits(3, Duration.ofMillis(1), Duration.ofSeconds(10), Duration.ofSeconds(5)));
        assertThatThrownBy(() -> slow.keys(at("c"), signed("a"))).hasMessageContaining("in time");
        pass(1);
        assertThatThrownBy(() -> slow.keys(at("c"), signed("a"))).hasMessageContaining("too many requests");
        queue.remove().run();
        assertThat(slow.keys(at("c"), signed("a")).kids()).containsExactly("a");

        JwksCache full = new JwksCache(
                location -> keys(60, "a"),
                runnable -> {
                    throw new RejectedExecutionException();
                },
                clock::get,
                LIMITS);
        assertThatThrownBy(() -> full.keys(at("c"), signed("a"))).isInstanceOf(Refusal.class);
    }
}
