/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import org.smartpack.keycloak.benchmarks.realm.AuthorizationRequest;
import org.smartpack.keycloak.benchmarks.realm.BenchRealm;
import org.smartpack.keycloak.benchmarks.realm.Forms;
import org.smartpack.keycloak.benchmarks.realm.Pkce;
import org.smartpack.keycloak.benchmarks.realm.Session;
import org.smartpack.keycloak.benchmarks.server.Kind;

/**
 * Launches of the app by users who are signed in. With the pack they consist of a launch context, the authorization and
 * the exchange of the code; without it, of the last two.
 *
 * @param sessions one for each connection
 */
public record Launches(BenchRealm realm, List<Session> sessions) implements Workload {

    private static final Predicate<JsonNode> RIGHT = AnswerCheck.launch(BenchRealm.APP_SCOPE, BenchRealm.PATIENT);

    @Override
    public Script prepare(Path folder, int most) {
        try {
            Files.write(
                    folder.resolve("cookies"),
                    sessions.stream().map(Session::cookies).toList());
            Files.write(
                    folder.resolve("pkce"),
                    Stream.generate(Pkce::create)
                            .limit(most)
                            .map(pkce -> pkce.verifier() + " " + pkce.challenge())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Script(
                "flow.lua",
                Wrk.CONNECTIONS,
                List.of(
                        realm.kind() == Kind.PACK ? realm.path("/smart/launch-context") : "-",
                        Forms.basic(BenchRealm.EHR),
                        "{\"patient\":\"" + BenchRealm.PATIENT + "\"}",
                        AuthorizationRequest.path(realm),
                        realm.endpoint("token"),
                        Forms.basic(BenchRealm.APP),
                        AuthorizationRequest.redemption()));
    }

    @Override
    public void check(JsonNode answer) {
        if (!RIGHT.test(answer)) {
            throw new IllegalStateException("A launch doesn't answer what was asked for: " + answer);
        }
    }
}
