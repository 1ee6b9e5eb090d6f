/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.it.framework.Admin;
import org.smartpack.keycloak.it.framework.Installation;
import org.smartpack.keycloak.it.framework.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A cluster of two nodes in production mode. */
class TwoNodesIT {

    private static SharedDatabase database;
    private static KeycloakServer first;
    private static KeycloakServer second;
    private static SmartRealm realm;
    private static SmartRealm.Client client;
    private static String tokenUrlOfSecond;

    @BeforeAll
    static void start() {
        KeycloakHome home = Installation.home("node-1");
        KeycloakServer.build(
                home, List.of("--db=dev-file", "--cache=ispn", "--health-enabled=true", KeycloakServer.FEATURE));
        KeycloakHome copy = KeycloakHome.create(home.path(), home.path().resolveSibling("keycloak-node-2"));
        database = SharedDatabase.start(home);
        int port = Installation.freePort();
        first = node(home, port, "http://127.0.0.1:" + port);
        second = node(copy, Installation.freePort(), first.url());
        realm = new SmartRealm(first, new Admin(first));
        client = realm.inlineClient(ClientKey.rsa(), "RS384");
        tokenUrlOfSecond = realm.tokenUrl().replace(first.url(), second.url());
    }

    private static KeycloakServer node(KeycloakHome home, int port, String address) {
        return KeycloakServer.start(
                home,
                port,
                Installation.freePort(),
                "start",
                List.of(
                        "--optimized",
                        "--http-enabled=true",
                        "--hostname=" + address,
                        "--cache-embedded-network-bind-address=127.0.0.1",
                        "--cache-embedded-network-bind-port=" + Installation.freePort(),
                        database.option()));
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable closeable : new AutoCloseable[] {second, first, database}) {
            if (closeable != null) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static int status(String url, String assertion) {
        return realm.form(assertion)
                .formParam("grant_type", "client_credentials")
                .post(url)
                .statusCode();
    }

    @Test
    @DisplayName("attack 6: an assertion used on one node is refused on the other")
    void oneAfterTheOther() {
        String assertion = client.assertion().sign();
        assertThat(status(realm.tokenUrl(), assertion)).isEqualTo(200);
        assertThat(status(tokenUrlOfSecond, assertion)).isEqualTo(401);

        String another = client.assertion().sign();
        assertThat(status(tokenUrlOfSecond, another)).isEqualTo(200);
        assertThat(status(realm.tokenUrl(), another)).isEqualTo(401);
    }

    @Test
    @DisplayName("attack 6: of concurrent uses on two nodes exactly one succeeds")
    void atOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 10; round++) {
                String assertion = client.assertion().sign();
                List<Callable<Integer>> uses = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    String url = i % 2 == 0 ? realm.tokenUrl() : tokenUrlOfSecond;
                    uses.add(() -> status(url, assertion));
                }
                List<Integer> answers = new ArrayList<>();
                for (Future<Integer> use : threads.invokeAll(uses)) {
                    answers.add(use.get());
                }
                assertThat(answers).containsOnly(200, 401).containsOnlyOnce(200);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
