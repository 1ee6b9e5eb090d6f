/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.benchmarks.realm.BenchRealm;
import org.smartpack.keycloak.benchmarks.server.Kind;

/**
 * Clients with growing numbers of allowances, of which they request one. Keycloak alone has as many optional client
 * scopes.
 */
final class AllowancesRow implements RowPlan {

    private static final double AGAINST_VANILLA = 1.0;
    private static final double AGAINST_ONE = 0.5;

    private final List<Integer> sizes;

    AllowancesRow(List<Integer> sizes) {
        this.sizes = sizes;
    }

    @Override
    public String id() {
        return "allowances";
    }

    @Override
    public Row prepare(Sites sites) {
        List<Contestant> contestants = new ArrayList<>();
        List<Comparison> comparisons = new ArrayList<>();
        for (int size : sizes) {
            List<String> scopes = ScopeNames.first(size, "system");
            String name = "allowances-" + size;
            Map<Kind, BenchRealm> realms = sites.realm(name, set -> set.createWithScopes(name, scopes));
            realms.forEach((kind, realm) -> contestants.add(sites.contestant(
                    name(kind, size), realm, SecretRow.request(realm, BenchRealm.BACKEND, scopes.get(size / 2)))));
            comparisons.add(new Comparison(
                    size == 1 ? "a single allowance" : "one of " + size + " allowances, against as many client scopes",
                    name(Kind.PACK, size),
                    name(Kind.VANILLA, size),
                    Metric.THROUGHPUT,
                    AGAINST_VANILLA));
        }
        for (Kind kind : Kind.values()) {
            for (int size : sizes.subList(1, sizes.size())) {
                comparisons.add(new Comparison(
                        kind.label() + ": one of " + size + " against a single one",
                        name(kind, size),
                        name(kind, sizes.get(0)),
                        Metric.THROUGHPUT,
                        kind == Kind.PACK ? AGAINST_ONE : 0));
            }
        }
        return new Row(id(), "Many allowances on one client", contestants, comparisons);
    }

    private static String name(Kind kind, int size) {
        return kind.id() + " " + size;
    }
}
