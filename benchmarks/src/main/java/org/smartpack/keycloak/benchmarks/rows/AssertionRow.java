/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.ArrayList;
import java.util.List;

import org.smartpack.keycloak.benchmarks.load.Assertions;
import org.smartpack.keycloak.benchmarks.realm.BenchRealm;
import org.smartpack.keycloak.benchmarks.server.Kind;

/** Client credentials with a signed assertion, a new one for each request. */
final class AssertionRow implements RowPlan {

    private static final double TARGET = 0.97;

    @Override
    public String id() {
        return "assertion";
    }

    @Override
    public Row prepare(Sites sites) {
        List<Contestant> contestants = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            BenchRealm realm = sites.small(kind);
            contestants.add(sites.contestant(kind.id() + " RS384", realm, Assertions.rs384(realm, sites.keys())));
            contestants.add(sites.contestant(kind.id() + " ES384", realm, Assertions.es384(realm, sites.keys())));
        }
        return new Row(
                id(),
                "Client credentials with a signed assertion",
                contestants,
                List.of(
                        new Comparison(
                                "client credentials, RS384 assertion",
                                "pack RS384",
                                "vanilla RS384",
                                Metric.THROUGHPUT,
                                TARGET),
                        new Comparison(
                                "client credentials, ES384 assertion",
                                "pack ES384",
                                "vanilla ES384",
                                Metric.THROUGHPUT,
                                TARGET)));
    }
}
