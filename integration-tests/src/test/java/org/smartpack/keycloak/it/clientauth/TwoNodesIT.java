/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.AtOnce;
import org.smartpack.keycloak.testkit.Cluster;
import org.smartpack.keycloak.testkit.SharedCluster;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Two nodes know each other's used assertions. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesIT {

    private SigningRealm realm;
    private SigningClient client;
    private String tokenUrlOfSecond;

    @BeforeAll
    void realm(Cluster cluster) {
        realm = new SigningRealm(new Admin(cluster.first()));
        client = realm.inlineClient(ClientKey.rsa(), "RS384");
        tokenUrlOfSecond = cluster.onSecond(realm.tokenUrl());
    }

    private int status(String url, String assertion) {
        return Caller.assertion(assertion)
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
        for (int round = 0; round < 10; round++) {
            String assertion = client.assertion().sign();
            List<Callable<Integer>> uses = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String url = i % 2 == 0 ? realm.tokenUrl() : tokenUrlOfSecond;
                uses.add(() -> status(url, assertion));
            }
            assertThat(AtOnce.answers(uses)).containsOnly(200, 401).containsOnlyOnce(200);
        }
    }
}
