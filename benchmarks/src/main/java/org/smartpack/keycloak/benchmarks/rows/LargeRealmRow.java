/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.smartpack.keycloak.benchmarks.load.Launches;
import org.smartpack.keycloak.benchmarks.load.Workload;
import org.smartpack.keycloak.benchmarks.realm.BenchRealm;
import org.smartpack.keycloak.benchmarks.realm.RealmSetUp;
import org.smartpack.keycloak.benchmarks.server.Kind;

/** Token, launch and introspection in large realms, each compared with the small realm on the same server. */
final class LargeRealmRow implements RowPlan {

    private static final double TARGET = 0.95;
    private static final String SMALL = "small";

    private final Sizes sizes;

    LargeRealmRow(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String id() {
        return "realms";
    }

    @Override
    public Row prepare(Sites sites) {
        Map<String, Map<Kind, BenchRealm>> realms = new LinkedHashMap<>();
        realms.put(number(sizes.clients()) + " clients", sites.realm("large-clients", this::clients));
        realms.put(number(sizes.clientScopes()) + " client scopes", sites.realm("large-scopes", this::clientScopes));
        Map<String, Function<BenchRealm, Workload>> works = new LinkedHashMap<>();
        works.put("token", realm -> SecretRow.request(realm, BenchRealm.BACKEND, BenchRealm.SCOPE));
        works.put("authorization and code", realm -> new Launches(realm, sites.sessions(realm)));
        works.put("introspection", realm -> IntrospectionRow.request(sites, realm));
        List<Contestant> contestants = new ArrayList<>();
        List<Comparison> comparisons = new ArrayList<>();
        works.forEach((work, load) -> {
            for (Kind kind : Kind.values()) {
                BenchRealm small = sites.small(kind);
                contestants.add(sites.contestant(name(kind, work, SMALL), small, load.apply(small)));
                realms.forEach((what, both) -> {
                    BenchRealm large = both.get(kind);
                    contestants.add(sites.contestant(name(kind, work, what), large, load.apply(large)));
                    comparisons.add(new Comparison(
                            kind.label() + ": " + work + ", realm with " + what + " against the small one",
                            name(kind, work, what),
                            name(kind, work, SMALL),
                            Metric.THROUGHPUT,
                            kind == Kind.PACK ? TARGET : 0));
                });
            }
        });
        return new Row(id(), "Large realms", contestants, comparisons);
    }

    private BenchRealm clients(RealmSetUp setUp) {
        BenchRealm realm = setUp.create("large-clients");
        setUp.addClients(realm, sizes.clients());
        return realm;
    }

    /** A realm with many client scopes that no client has. */
    private BenchRealm clientScopes(RealmSetUp setUp) {
        BenchRealm realm = setUp.create("large-scopes");
        setUp.addScopes(realm, ScopeNames.first(sizes.clientScopes(), "user"));
        return realm;
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String name(Kind kind, String work, String realm) {
        return kind.id() + ", " + work + ", " + realm;
    }
}
