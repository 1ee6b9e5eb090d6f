/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.ArrayList;
import java.util.List;

import org.smartpack.keycloak.benchmarks.load.Launches;
import org.smartpack.keycloak.benchmarks.realm.BenchRealm;
import org.smartpack.keycloak.benchmarks.server.Kind;

/** Complete launches by users who are signed in, compared with the code flow of Keycloak alone. */
final class LaunchRow implements RowPlan {

    private static final double TARGET = 0.90;

    @Override
    public String id() {
        return "launch";
    }

    @Override
    public Row prepare(Sites sites) {
        List<Contestant> contestants = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            BenchRealm realm = sites.small(kind);
            contestants.add(sites.contestant(kind.id(), realm, new Launches(realm, sites.sessions(realm))));
        }
        return new Row(
                id(),
                "EHR launch",
                contestants,
                List.of(new Comparison(
                        "launch (context, authorization, code), against the code flow alone",
                        Kind.PACK.id(),
                        Kind.VANILLA.id(),
                        Metric.THROUGHPUT,
                        TARGET)));
    }
}
