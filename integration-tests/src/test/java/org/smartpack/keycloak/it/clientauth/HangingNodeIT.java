/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.AtOnce;
import org.smartpack.keycloak.testkit.Cluster;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A node that hangs: the other one's cache waits for it. So does this class, for minutes: it starts first. */
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HangingNodeIT {

    private static final Duration LIMIT = Duration.ofMinutes(4);

    private Cluster cluster;
    private SigningRealm realm;
    private SigningClient client;

    @BeforeAll
    void start() {
        cluster = Cluster.start("hanging");
        realm = new SigningRealm(new Admin(cluster.first()));
        client = realm.inlineClient(ClientKey.rsa(), "RS384");
        client.clientCredentials().then().statusCode(200);
    }

    @AfterAll
    void end() throws Exception {
        signal(cluster.second(), "CONT");
        cluster.close();
    }

    private static void signal(KeycloakServer node, String name) throws IOException, InterruptedException {
        for (ProcessHandle process : node.processes()) {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    private String assertion(boolean isDated) {
        return client.assertion()
                .claim("iat", isDated ? AssertionBuilder.now() : null)
                .sign();
    }

    private List<Integer> use(String url, List<String> assertions) throws Exception {
        List<Callable<Integer>> uses = new ArrayList<>();
        for (String assertion : assertions) {
            uses.add(() -> Caller.assertion(assertion)
                    .formParam("grant_type", "client_credentials")
                    .post(url)
                    .statusCode());
        }
        return AtOnce.answers(uses);
    }

    /**
     * At first the other node is waited for, until the cluster gives it up: how long that takes is a matter of
     * Keycloak's settings. When it goes on, it doesn't know that it was given up.
     */
    @Test
    @DisplayName(
            "attack 36, 6: while a node hangs an assertion is accepted or answered 503, and the node doesn't accept it later")
    void hanging() throws Exception {
        signal(cluster.second(), "STOP");
        Set<Integer> seen = new HashSet<>();
        List<String> assertions = new ArrayList<>();
        List<Integer> answers;
        Instant end = Instant.now().plus(LIMIT);
        do {
            assertions.clear();
            for (int i = 0; i < 16; i++) {
                assertions.add(assertion(i % 2 == 0));
            }
            answers = use(realm.tokenUrl(), assertions);
            assertThat(answers).isSubsetOf(200, 503);
            seen.addAll(answers);
        } while (answers.contains(503) && Instant.now().isBefore(end));
        assertThat(answers).containsOnly(200);
        assertThat(seen).contains(503);

        signal(cluster.second(), "CONT");
        String second = cluster.onSecond(realm.tokenUrl());
        assertThat(use(second, assertions)).doesNotContain(200);
        assertThat(use(second, assertions)).doesNotContain(200);
        end = Instant.now().plus(LIMIT);
        do {
            answers = use(second, List.of(assertion(true)));
        } while (!answers.contains(200) && Instant.now().isBefore(end));
        assertThat(answers).containsOnly(200);
    }
}
