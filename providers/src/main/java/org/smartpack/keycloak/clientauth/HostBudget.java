/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.HashMap;
import java.util.Map;

/**
 * Limits what one host may use up of the server, however many clients have their keys there: running fetches and
 * waiting requests. A host whose last fetch failed gets less until one succeeds. Thread-safe.
 */
final class HostBudget {

    private static final int FETCHES = 4;
    private static final int WAITING = 24;
    private static final int WAITING_AFTER_FAILURE = 8;

    /**
     * Places in the queue that are reserved for locations for which nobody waits yet, so that one location can't keep
     * others out.
     */
    private static final int FOR_FIRST = FETCHES;

    private static final class Load {
        private int fetches;
        private int waiting;
        private boolean failed;

        boolean isNothing() {
            return fetches == 0 && waiting == 0 && !failed;
        }
    }

    private final Map<String, Load> hosts = new HashMap<>();

    /** Takes one fetch, to be returned with {@link #fetched}; false if there is none left. */
    synchronized boolean mayFetch(String host) {
        Load load = load(host);
        if (load.fetches >= FETCHES) {
            return false;
        }
        load.fetches++;
        return true;
    }

    synchronized void fetched(String host, boolean well) {
        Load load = load(host);
        load.fetches--;
        load.failed = !well;
        forgetIfNothing(host, load);
    }

    /** Returns a fetch that never ran. */
    synchronized void gaveUp(String host) {
        Load load = load(host);
        load.fetches--;
        forgetIfNothing(host, load);
    }

    /**
     * Takes one place in the queue, to be returned with {@link #stopsWaiting}; false if there is none left.
     *
     * @param isFirst whether nobody else waits for the same location
     */
    synchronized boolean mayWait(String host, boolean isFirst) {
        Load load = load(host);
        int limit = load.failed ? WAITING_AFTER_FAILURE : WAITING;
        if (load.waiting >= (isFirst ? limit : limit - FOR_FIRST)) {
            return false;
        }
        load.waiting++;
        return true;
    }

    synchronized void stopsWaiting(String host) {
        Load load = load(host);
        load.waiting--;
        forgetIfNothing(host, load);
    }

    private Load load(String host) {
        return hosts.computeIfAbsent(host, name -> new Load());
    }

    private void forgetIfNothing(String host, Load load) {
        // Hosts that failed are remembered, up to about a thousand.
        if (load.isNothing() || load.fetches == 0 && load.waiting == 0 && hosts.size() > 1000) {
            hosts.remove(host);
        }
    }
}
