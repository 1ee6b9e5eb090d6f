/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.http.conn.DnsResolver;

import org.smartpack.keycloak.clientauth.JwksAddress;

/**
 * Looks the hosts of JWKS URLs up, several at once and within a few seconds in all. What isn't known by then is nothing
 * to complain of. A look-up can't be interrupted, so the threads are the server's, and however long its name server
 * takes, there are no more of them.
 */
public final class HostNames implements AutoCloseable {

    static final int AT_ONCE = 8;
    private static final int MOST = 200;
    private static final Duration TIME = Duration.ofSeconds(5);

    private final DnsResolver names;
    private final Duration time;
    private final ThreadPoolExecutor threads;

    HostNames() {
        this(InetAddress::getAllByName, TIME);
    }

    HostNames(DnsResolver names, Duration time) {
        this.names = names;
        this.time = time;
        this.threads =
                new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST), task -> {
                    Thread thread = new Thread(task, "smart-check-names");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** What is wrong with the hosts of these clients, as far as it is known in time. */
    public List<Finding> lookUpAll(List<CheckedClient> clients) {
        List<Callable<Optional<Finding>>> tasks = clients.stream()
                .filter(client -> client.attributes().get("jwks.url") != null)
                .limit(MOST)
                .map(client -> (Callable<Optional<Finding>>) () -> lookUp(client))
                .toList();
        try {
            return found(threads.invokeAll(tasks, time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (RejectedExecutionException e) {
            // The name server still keeps former look-ups waiting, or this server is stopping.
            return List.of();
        } finally {
            threads.purge();
        }
    }

    private Optional<Finding> lookUp(CheckedClient client) {
        return JwksAddress.problem(client.attributes()::get, names).map(text -> Finding.of(client, text));
    }

    private static List<Finding> found(List<Future<Optional<Finding>>> results) throws InterruptedException {
        List<Finding> all = new ArrayList<>();
        for (Future<Optional<Finding>> result : results) {
            if (!result.isCancelled()) {
                try {
                    result.get().ifPresent(all::add);
                } catch (ExecutionException e) {
                    throw new IllegalStateException("A host name couldn't be looked up", e);
                }
            }
        }
        return all;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
