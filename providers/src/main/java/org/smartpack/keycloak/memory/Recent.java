/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A cache of computed values. A value must depend on its key alone, so that it never becomes outdated. The size is
 * bounded: there are two generations, and the older one is dropped when the younger one is full. A value that is too
 * large for a generation isn't kept. Thread-safe.
 */
public final class Recent<K, V> {

    private final int most;
    private final ToIntFunction<K> size;
    private final Function<K, V> work;

    private Map<K, V> older = Map.of();
    private volatile Map<K, V> younger = new ConcurrentHashMap<>();
    private int used;

    /**
     * @param most the maximum size of a generation
     * @param size the size of a key with its value, at least one
     * @param work computes a value, never {@code null}
     */
    public Recent(int most, ToIntFunction<K> size, Function<K, V> work) {
        this.most = most;
        this.size = size;
        this.work = work;
    }

    /** The cached value or, if there is none, a newly computed one. */
    public V get(K key) {
        V value = younger.get(key);
        return value != null ? value : renewed(key);
    }

    private V renewed(K key) {
        V known = olderOne(key);
        V value = known != null ? known : work.apply(key);
        keep(key, value);
        return value;
    }

    private synchronized V olderOne(K key) {
        return older.get(key);
    }

    private synchronized void keep(K key, V value) {
        int needed = size.applyAsInt(key);
        if (needed > most || younger.containsKey(key)) {
            return;
        }
        if (needed > most - used) {
            older = younger;
            younger = new ConcurrentHashMap<>();
            used = 0;
        }
        younger.put(key, value);
        used += needed;
    }
}
