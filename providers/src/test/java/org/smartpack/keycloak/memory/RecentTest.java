/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecentTest {

    private static final int MOST = 10;

    private final List<String> worked = new ArrayList<>();
    private final Recent<String, String> recent = new Recent<>(MOST, String::length, this::work);

    private String work(String key) {
        worked.add(key);
        return "<" + key + ">";
    }

    @Test
    @DisplayName("what is known isn't worked out again")
    void known() {
        assertThat(recent.get("a")).isEqualTo("<a>").isSameAs(recent.get("a"));
        assertThat(worked).containsExactly("a");
    }

    @Test
    @DisplayName("what is used goes on to the next generation, and the rest is forgotten after two")
    void generations() {
        recent.get("aaaaa");
        recent.get("bbbbb");
        recent.get("ccccc");
        recent.get("aaaaa");
        recent.get("ddddd");
        worked.clear();

        recent.get("aaaaa");
        recent.get("ccccc");
        recent.get("ddddd");
        assertThat(worked).isEmpty();
        recent.get("bbbbb");
        assertThat(worked).containsExactly("bbbbb");
    }

    @Test
    @DisplayName("attack 42: a generation never grows beyond its bound, and what doesn't fit isn't kept")
    void bound() {
        recent.get("aaa");
        for (int i = 0; i < 100; i++) {
            recent.get("x".repeat(MOST + 1) + i);
        }
        recent.get("aaa");
        assertThat(worked).containsOnlyOnce("aaa").hasSize(101);

        recent.get("bbbbbbbb");
        recent.get("ccccccccc");
        worked.clear();
        recent.get("aaa");
        assertThat(worked).containsExactly("aaa");
    }

    @Test
    @DisplayName("what can't be worked out isn't kept")
    void failure() {
        Recent<String, String> failing = new Recent<>(MOST, String::length, key -> {
            throw new IllegalStateException(key);
        });
        assertThatThrownBy(() -> failing.get("a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> failing.get("a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("many threads get what belongs to each key while generations come and go")
    void threads() throws Exception {
        Recent<Integer, String> shared = new Recent<>(50, key -> 1, String::valueOf);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int task = 0; task < 8; task++) {
                int step = 7 + task;
                tasks.add(() -> {
                    boolean right = true;
                    for (int i = 0; i < 20_000; i++) {
                        int key = i * step % 173;
                        right &= shared.get(key).equals(String.valueOf(key));
                    }
                    return right;
                });
            }
            for (Future<Boolean> done : pool.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
