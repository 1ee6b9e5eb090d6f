/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.ArrayList;
import java.util.List;

import org.smartpack.keycloak.benchmarks.load.AnswerCheck;
import org.smartpack.keycloak.benchmarks.load.Requests;
import org.smartpack.keycloak.benchmarks.realm.BenchRealm;
import org.smartpack.keycloak.benchmarks.realm.Forms;
import org.smartpack.keycloak.benchmarks.realm.Session;
import org.smartpack.keycloak.benchmarks.server.Kind;

/** The FHIR server introspects the access tokens of launches, at Keycloak's endpoint and at the pack's own. */
final class IntrospectionRow implements RowPlan {

    private static final double TARGET = 0.95;
    private static final String OWN = "pack, smart/introspect";

    @Override
    public String id() {
        return "introspection";
    }

    @Override
    public Row prepare(Sites sites) {
        List<Contestant> contestants = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            BenchRealm realm = sites.small(kind);
            contestants.add(sites.contestant(kind.id(), realm, request(sites, realm)));
        }
        BenchRealm pack = sites.small(Kind.PACK);
        contestants.add(sites.contestant(OWN, pack, request(sites, pack, pack.path("/smart/introspect"))));
        return new Row(
                id(),
                "Introspection by the FHIR server",
                contestants,
                List.of(
                        new Comparison(
                                "introspection, Keycloak's endpoint",
                                Kind.PACK.id(),
                                Kind.VANILLA.id(),
                                Metric.THROUGHPUT,
                                TARGET),
                        new Comparison(
                                "introspection, `smart/introspect` against Keycloak's endpoint",
                                OWN,
                                Kind.VANILLA.id(),
                                Metric.THROUGHPUT,
                                TARGET)));
    }

    /** Requests at Keycloak's endpoint. */
    static Requests request(Sites sites, BenchRealm realm) {
        return request(sites, realm, realm.endpoint("token/introspect"));
    }

    private static Requests request(Sites sites, BenchRealm realm, String path) {
        List<Session> sessions = sites.sessions(realm);
        return new Requests(
                path,
                Forms.basic(BenchRealm.FHIR_SERVER),
                // New tokens for each measurement, because they expire after five minutes.
                most -> sessions.stream()
                        .map(session -> Forms.of(
                                "token", session.launch().path("access_token").asText()))
                        .toList(),
                false,
                AnswerCheck.active(BenchRealm.APP_SCOPE, BenchRealm.PATIENT));
    }
}
