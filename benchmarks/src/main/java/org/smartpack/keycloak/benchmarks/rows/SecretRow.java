/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.benchmarks.load.AnswerCheck;
import org.smartpack.keycloak.benchmarks.load.Requests;
import org.smartpack.keycloak.benchmarks.realm.BenchRealm;
import org.smartpack.keycloak.benchmarks.realm.Forms;
import org.smartpack.keycloak.benchmarks.server.Kind;

/** Client credentials with a secret, for access tokens with different signature algorithms. */
final class SecretRow implements RowPlan {

    private static final double TARGET = 0.97;

    @Override
    public String id() {
        return "secret";
    }

    @Override
    public Row prepare(Sites sites) {
        Map<String, String> clients = new LinkedHashMap<>();
        clients.put("RS256", BenchRealm.BACKEND);
        clients.put("ES256", BenchRealm.BACKEND + "-es256");
        clients.put("EdDSA", BenchRealm.BACKEND + "-eddsa");
        List<Contestant> contestants = new ArrayList<>();
        List<Comparison> comparisons = new ArrayList<>();
        clients.forEach((algorithm, client) -> {
            for (Kind kind : Kind.values()) {
                BenchRealm realm = sites.small(kind);
                contestants.add(
                        sites.contestant(name(kind, algorithm), realm, request(realm, client, BenchRealm.SCOPE)));
            }
            comparisons.add(new Comparison(
                    "client credentials, secret, token signed " + algorithm,
                    name(Kind.PACK, algorithm),
                    name(Kind.VANILLA, algorithm),
                    Metric.THROUGHPUT,
                    TARGET));
        });
        return new Row(id(), "Client credentials with a secret", contestants, comparisons);
    }

    private static String name(Kind kind, String algorithm) {
        return kind.id() + " " + algorithm;
    }

    /** A token request of a client of the realm. */
    static Requests request(BenchRealm realm, String client, String scope) {
        return Requests.same(
                realm.endpoint("token"),
                Forms.basic(client),
                Forms.of("grant_type", "client_credentials", "scope", scope),
                AnswerCheck.token(scope));
    }
}
