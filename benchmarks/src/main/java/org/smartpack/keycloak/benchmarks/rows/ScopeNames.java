/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Scopes in a list as made by hand: each resource type with each set of interactions. */
public final class ScopeNames {

    private static final List<String> INTERACTIONS = List.of("rs", "c", "u", "d", "r", "s", "cud", "cruds");

    private ScopeNames() {}

    /**
     * The first scopes of the list, all different.
     *
     * @param level for instance {@code system}
     */
    public static List<String> first(int number, String level) {
        List<String> names = INTERACTIONS.stream()
                .flatMap(interactions -> types().map(type -> level + "/" + type + "." + interactions))
                .limit(number)
                .toList();
        if (names.size() < number) {
            throw new IllegalArgumentException("There are " + names.size() + " scopes only");
        }
        return names;
    }

    private static Stream<String> types() {
        try (InputStream stream =
                        ScopeNames.class.getResourceAsStream("/org/smartpack/keycloak/benchmarks/fhir-r4-types");
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
            return reader.lines().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
