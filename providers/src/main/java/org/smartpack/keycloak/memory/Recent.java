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
 * What was worked out of late, by what it hangs on alone, so that it never goes out of date. Its size is bounded: two
 * generations, of which the older one is forgotten when the younger one is full; what doesn't fit into one isn't kept.
 * May be used by several threads.
 */
public final class Recent<K, V> {

    private final int most;
    private final ToIntFunction<K> size;
    private final Function<K, V> work;

    private Map<K, V> older = Map.of();
    private volatile Map<K, V> younger = new ConcurrentHashMap<>();
    private int used;

    /**
     * @param most how large a generation may become
     * @param size how much of that a key and its value take, one at least
     * @param work works a value out, which is never {@code null}
     */
    public Recent(int most, ToIntFunction<K> size, Function<K, V> work) {
        this.most = most;
        this.size = size;
        this.work = work;
    }

    /** Known already, or worked out now. */
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
