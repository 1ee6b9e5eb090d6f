/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which classes of tests name a requirement. */
final class Tests {

    private static final Comparator<SourceFile> ORDER =
            Comparator.comparing(SourceFile::className).thenComparing(SourceFile::path);

    private final Map<String, TreeSet<SourceFile>> byId = new HashMap<>();

    Tests(List<SourceFile> files) {
        files.stream().filter(SourceFile::hasTests).forEach(file -> file.ids()
                .forEach(id ->
                        byId.computeIfAbsent(id, any -> new TreeSet<>(ORDER)).add(file)));
    }

    boolean has(String id) {
        return byId.containsKey(id);
    }

    /** Is there one that runs against a Keycloak with the pack? */
    boolean hasOnKeycloak(String id) {
        return of(id).stream().anyMatch(test -> test.className().endsWith("IT"));
    }

    /** Sorted by name; empty where no test names the id. */
    List<SourceFile> of(String id) {
        return has(id) ? List.copyOf(byId.get(id)) : List.of();
    }
}
