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
 * Requests for growing numbers of scopes. With the pack, one allowance covers them all; Keycloak alone has a client
 * scope for each.
 */
final class ScopesRow implements RowPlan {

    private static final double TARGET = 0.97;
    private static final String NAME = "scopes";

    private final List<Integer> sizes;

    ScopesRow(List<Integer> sizes) {
        this.sizes = sizes;
    }

    @Override
    public String id() {
        return NAME;
    }

    @Override
    public Row prepare(Sites sites) {
        List<Contestant> contestants = new ArrayList<>();
        List<Comparison> comparisons = new ArrayList<>();
        for (int size : sizes) {
            List<String> scopes = ScopeNames.first(size, "system");
            String realmName = NAME + "-" + size;
            Map<Kind, BenchRealm> realms = sites.realm(
                    realmName,
                    set -> set.createWithScopes(
                            realmName, set.kind() == Kind.PACK ? List.of("system/*.cruds") : scopes));
            realms.forEach((kind, realm) -> contestants.add(sites.contestant(
                    name(kind, size), realm, SecretRow.request(realm, BenchRealm.BACKEND, String.join(" ", scopes)))));
            comparisons.add(new Comparison(
                    size + (size == 1 ? " scope" : " scopes") + " in a request",
                    name(Kind.PACK, size),
                    name(Kind.VANILLA, size),
                    Metric.THROUGHPUT,
                    TARGET));
        }
        return new Row(id(), "Many scopes in one request", contestants, comparisons);
    }

    private static String name(Kind kind, int size) {
        return kind.id() + " " + size;
    }
}
