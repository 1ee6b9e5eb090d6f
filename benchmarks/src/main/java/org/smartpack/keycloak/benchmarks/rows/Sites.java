/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

import org.smartpack.keycloak.benchmarks.realm.BenchRealm;
import org.smartpack.keycloak.benchmarks.realm.RealmSetUp;
import org.smartpack.keycloak.benchmarks.realm.Session;
import org.smartpack.keycloak.benchmarks.realm.SigningKeys;
import org.smartpack.keycloak.benchmarks.server.Kind;
import org.smartpack.keycloak.benchmarks.server.RunningKeycloak;

/** The two servers and what was created on them. */
public final class Sites {

    private static final String SMALL = "bench";

    private final SigningKeys keys = SigningKeys.create();
    private final Map<Kind, RunningKeycloak> servers = new EnumMap<>(Kind.class);
    private final Map<String, Map<Kind, BenchRealm>> realms = new HashMap<>();
    private final Map<BenchRealm, List<Session>> sessions = new HashMap<>();

    public Sites(RunningKeycloak vanilla, RunningKeycloak pack) {
        servers.put(Kind.VANILLA, vanilla);
        servers.put(Kind.PACK, pack);
    }

    /** The keys of the client that signs assertions. */
    SigningKeys keys() {
        return keys;
    }

    RunningKeycloak server(Kind kind) {
        return servers.get(kind);
    }

    /** The small realm. */
    BenchRealm small(Kind kind) {
        return realm(SMALL, set -> set.create(SMALL)).get(kind);
    }

    /** A realm on both servers, created at the first call. */
    Map<Kind, BenchRealm> realm(String name, Function<RealmSetUp, BenchRealm> setUp) {
        return realms.computeIfAbsent(name, missing -> {
            Map<Kind, CompletableFuture<BenchRealm>> made = new EnumMap<>(Kind.class);
            servers.forEach((kind, server) -> made.put(
                    kind, CompletableFuture.supplyAsync(() -> setUp.apply(new RealmSetUp(kind, server.url(), keys)))));
            Map<Kind, BenchRealm> both = new EnumMap<>(Kind.class);
            made.forEach((kind, realm) -> both.put(kind, await(realm)));
            return both;
        });
    }

    private static BenchRealm await(CompletableFuture<BenchRealm> realm) {
        try {
            return realm.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "A realm can't be made: " + e.getCause().getMessage(), e);
        }
    }

    /** All users of a realm, signed in. */
    List<Session> sessions(BenchRealm realm) {
        return sessions.computeIfAbsent(realm, Session::ofAll);
    }

    /** A contestant of a row. */
    Contestant contestant(String name, BenchRealm realm, org.smartpack.keycloak.benchmarks.load.Workload workload) {
        return new Contestant(name, server(realm.kind()), workload);
    }
}
