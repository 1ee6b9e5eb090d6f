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

/** Refreshes of the grants of launches with {@code online_access}. */
final class RefreshRow implements RowPlan {

    private static final double TARGET = 0.97;

    @Override
    public String id() {
        return "refresh";
    }

    @Override
    public Row prepare(Sites sites) {
        List<Contestant> contestants = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            BenchRealm realm = sites.small(kind);
            contestants.add(sites.contestant(kind.id(), realm, request(realm, sites.sessions(realm))));
        }
        return new Row(
                id(),
                "Refresh",
                contestants,
                List.of(
                        new Comparison(
                                "refresh, median time", Kind.PACK.id(), Kind.VANILLA.id(), Metric.MEDIAN_TIME, TARGET),
                        new Comparison(
                                "refresh, throughput", Kind.PACK.id(), Kind.VANILLA.id(), Metric.THROUGHPUT, TARGET)));
    }

    private static Requests request(BenchRealm realm, List<Session> sessions) {
        return new Requests(
                realm.endpoint("token"),
                Forms.basic(BenchRealm.APP),
                most -> sessions.stream()
                        .map(session -> Forms.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                session.launch().path("refresh_token").asText()))
                        .toList(),
                false,
                AnswerCheck.launch(BenchRealm.APP_SCOPE, BenchRealm.PATIENT));
    }
}
