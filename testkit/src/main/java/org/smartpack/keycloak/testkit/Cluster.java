/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.util.List;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;

/**
 * Two nodes in production mode, with one database and one cache. Both say that their address is the first one's, as
 * nodes behind a load balancer do.
 */
public record Cluster(KeycloakServer first, KeycloakServer second, SharedDatabase database) implements AutoCloseable {

    static Cluster start() {
        return start("node");
    }

    /** One of a test's own, for what would disturb others. */
    public static Cluster start(String name) {
        KeycloakHome home = Installation.home(name + "-1");
        Servers.build(home, List.of("--db=dev-file", "--cache=ispn", "--health-enabled=true", KeycloakServer.FEATURE));
        KeycloakHome copy = KeycloakHome.create(home.path(), home.path().resolveSibling("keycloak-" + name + "-2"));
        SharedDatabase database = SharedDatabase.start(home);
        KeycloakServer first = null;
        try {
            int port = Installation.freePort();
            first = node(home, port, "http://127.0.0.1:" + port, database);
            return new Cluster(first, node(copy, Installation.freePort(), first.url(), database), database);
        } catch (RuntimeException e) {
            if (first != null) {
                first.close();
            }
            database.close();
            throw e;
        }
    }

    private static KeycloakServer node(KeycloakHome home, int port, String address, SharedDatabase database) {
        return Servers.startBuilt(
                home,
                port,
                List.of(
                        "--hostname=" + address,
                        "--cache-embedded-network-bind-address=127.0.0.1",
                        "--cache-embedded-network-bind-port=" + Installation.freePort(),
                        database.option()));
    }

    /** The same address at the second node. */
    public String onSecond(String url) {
        return url.replace(first.url(), second.url());
    }

    @Override
    public void close() {
        second.close();
        first.close();
        database.close();
    }
}
