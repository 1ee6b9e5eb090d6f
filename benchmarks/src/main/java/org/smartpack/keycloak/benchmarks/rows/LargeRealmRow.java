/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.smartpack.keycloak.benchmarks.load.Launches;
import org.smartpack.keycloak.benchmarks.load.Workload;
import org.smartpack.keycloak.benchmarks.realm.BenchRealm;
import org.smartpack.keycloak.benchmarks.realm.RealmSetUp;
import org.smartpack.keycloak.benchmarks.server.Kind;

/** Token, launch and introspection in a large realm, each against the same in the small one on the same server. */
final class LargeRealmRow implements RowPlan {

    private static final double TARGET = 0.95;

    private final String id;
    private final String what;
    private final Function<RealmSetUp, BenchRealm> setUp;

    private LargeRealmRow(String id, String what, Function<RealmSetUp, BenchRealm> setUp) {
        this.id = id;
        this.what = what;
        this.setUp = setUp;
    }

    /** A realm with many clients. */
    static LargeRealmRow ofClients(int number) {
        return new LargeRealmRow("clients", "%,d clients".formatted(number), set -> {
            BenchRealm realm = set.create("large-clients");
            set.addClients(realm, number);
            return realm;
        });
    }

    /** A realm with many client scopes, which no client has. */
    static LargeRealmRow ofClientScopes(int number) {
        return new LargeRealmRow("client-scopes", "%,d client scopes".formatted(number), set -> {
            BenchRealm realm = set.create("large-scopes");
            set.addScopes(realm, ScopeNames.first(number, "user"));
            return realm;
        });
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Row prepare(Sites sites) {
        Map<Kind, BenchRealm> large = sites.realm("large-" + id, setUp);
        Map<String, Function<BenchRealm, Workload>> works = new LinkedHashMap<>();
        works.put("token", realm -> SecretRow.request(realm, BenchRealm.BACKEND, BenchRealm.SCOPE));
        works.put("authorization and code", realm -> new Launches(realm, sites.sessions(realm)));
        works.put("introspection", realm -> IntrospectionRow.request(sites, realm));
        List<Contestant> contestants = new ArrayList<>();
        List<Comparison> comparisons = new ArrayList<>();
        works.forEach((work, load) -> {
            for (Kind kind : Kind.values()) {
                BenchRealm small = sites.small(kind);
                contestants.add(sites.contestant(name(kind, work, "small"), small, load.apply(small)));
                contestants.add(
                        sites.contestant(name(kind, work, "large"), large.get(kind), load.apply(large.get(kind))));
            }
            for (Kind kind : List.of(Kind.PACK, Kind.VANILLA)) {
                comparisons.add(new Comparison(
                        kind.label() + ": " + work + ", realm with " + what + " against the small one",
                        name(kind, work, "large"),
                        name(kind, work, "small"),
                        Metric.THROUGHPUT,
                        kind == Kind.PACK ? TARGET : 0));
            }
        });
        return new Row(id, "A realm with " + what, contestants, comparisons);
    }

    private static String name(Kind kind, String work, String realm) {
        return kind.id() + " " + work + " " + realm;
    }
}
