/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.SingleUseObjectProvider;

import org.smartpack.keycloak.error.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SingleUseTest {

    private static final long START = 1_800_000_000;
    private static final String KEY = "key";

    private final Set<String> table = new HashSet<>();
    private Set<String> cache = new HashSet<>();
    private long start = START;
    private long resumed = Long.MIN_VALUE;
    private long now = START + 1000;

    private SingleUse uses() {
        SingleUseObjectProvider store = (SingleUseObjectProvider) Proxy.newProxyInstance(
                SingleUseTest.class.getClassLoader(),
                new Class<?>[] {SingleUseObjectProvider.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "putIfAbsent" -> cache.add((String) args[0]);
                    case "contains" -> cache.contains(args[0]);
                    default -> throw new AssertionError(method);
                });
        return new SingleUse(store, (key, seconds) -> table.add(key), start, resumed, now);
    }

    private Validity dated(long seconds) {
        return new Validity(OptionalLong.of(now + seconds), now + 240);
    }

    private Validity undated(long seconds) {
        return new Validity(OptionalLong.empty(), now + seconds);
    }

    private void start() {
        cache = new HashSet<>();
        table.clear();
        start = START;
        now = START + 1000;
    }

    private void restart() {
        cache = new HashSet<>();
        now += 20;
        start = now - 5;
    }

    private void used(Validity validity) {
        assertThatThrownBy(() -> uses().use(KEY, validity)).isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("attack 6: the second use is refused, whatever the dates")
    void twice() throws Refusal {
        for (Validity validity : new Validity[] {dated(0), dated(-60), dated(10), undated(240), undated(300)}) {
            cache = new HashSet<>();
            table.clear();
            uses().use(KEY, validity);
            used(validity);
        }
    }

    @Test
    @DisplayName("attack 44: after a restart what was used is refused, whatever the dates")
    void restarted() throws Refusal {
        for (Validity validity : new Validity[] {dated(0), dated(-60), dated(15), undated(240), undated(300)}) {
            start();
            uses().use(KEY, validity);
            restart();
            used(validity);
            used(validity);
        }
    }

    @Test
    @DisplayName(
            "attack 44: after a restart what is new is accepted at once, whether it says when it was issued or not")
    void newAfterRestart() {
        restart();
        for (Validity validity : new Validity[] {dated(0), dated(-5), dated(15), undated(30), undated(300)}) {
            cache = new HashSet<>();
            table.clear();
            assertThatCode(() -> uses().use(KEY, validity))
                    .as(validity.toString())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("nothing is written to the database for what says when it was issued")
    void database() throws Refusal {
        uses().use("a", dated(0));
        uses().use("b", dated(-200));
        assertThat(table).isEmpty();
        uses().use("c", dated(1));
        uses().use("d", undated(300));
        assertThat(table).containsExactlyInAnyOrder("c", "d");
    }

    @Test
    @DisplayName("what was issued before the start, but can't have been accepted before it, is accepted")
    void slowClock() throws Refusal {
        start = now - 30;
        uses().use("a", new Validity(OptionalLong.of(start - 5), now + 300));
        assertThatThrownBy(() -> uses().use("b", new Validity(OptionalLong.of(start - 5), now + 240)))
                .hasMessageContaining("before the server was started");
    }

    @Test
    @DisplayName("attack 6: what another node may have accepted while this one stood still is refused")
    void stoodStill() throws Refusal {
        resumed = now - 5;
        for (Validity validity : new Validity[] {dated(-6), dated(0), undated(240), undated(300)}) {
            used(validity);
        }
        now = resumed + 16;
        uses().use("dated", dated(0));
        uses().use("undated", undated(300));
    }

    @Test
    @DisplayName("attack 44: what may come again in one life of the cluster may not in the next")
    void notBeforeStart() throws Refusal {
        for (Validity validity : new Validity[] {dated(0), dated(15), undated(240)}) {
            start();
            uses().notBeforeStart(KEY, validity);
            uses().notBeforeStart(KEY, validity);
            restart();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> uses().notBeforeStart(KEY, validity)).isInstanceOf(Refusal.class);
            }
        }
    }

    @Test
    @DisplayName("attack 6: nodes whose clocks are a minute apart: none forgets what another one still accepts")
    void clocks() {
        for (int apart = -60; apart <= 60; apart += 10) {
            long expires = now + 200;
            long forgotten = now + new Validity(OptionalLong.empty(), expires).secondsToRemember(now);
            long lastAccepted = expires + ClaimRules.SKEW - 1 + apart;
            assertThat(forgotten).as("apart " + apart).isGreaterThan(lastAccepted);
        }
    }
}
