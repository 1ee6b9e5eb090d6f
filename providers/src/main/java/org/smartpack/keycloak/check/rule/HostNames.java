/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.smartpack.keycloak.check.CheckedClient;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.clientauth.JwksAddress;

/**
 * Looks the hosts of JWKS URLs up, several at once and within a few seconds in all. What isn't known by then is nothing
 * to complain of.
 */
final class HostNames {

    private static final int MOST = 200;
    private static final int AT_ONCE = 8;
    private static final long SECONDS = 5;

    private HostNames() {}

    static List<Finding> lookUpAll(List<CheckedClient> clients) {
        List<Callable<Optional<Finding>>> tasks = clients.stream()
                .filter(client -> client.attributes().get("jwks.url") != null)
                .limit(MOST)
                .map(client -> (Callable<Optional<Finding>>) () -> lookUp(client))
                .toList();
        if (tasks.isEmpty()) {
            return List.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "smart-check-names");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return found(threads.invokeAll(tasks, SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Optional<Finding> lookUp(CheckedClient client) {
        return JwksAddress.problem(client.attributes()::get, InetAddress::getAllByName)
                .map(text -> Finding.of(client, text));
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
}
