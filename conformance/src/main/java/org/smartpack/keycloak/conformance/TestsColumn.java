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
import java.util.stream.Collectors;

/** The column of a page that says which classes of tests name a requirement: links, sorted by name. */
final class TestsColumn {

    /** From docs/requirements to the project's folder. */
    private static final String ROOT = "../../";

    private static final Comparator<SourceFile> ORDER =
            Comparator.comparing(SourceFile::className).thenComparing(SourceFile::path);

    private final Map<String, TreeSet<SourceFile>> tests = new HashMap<>();

    TestsColumn(List<SourceFile> files) {
        files.stream().filter(SourceFile::hasTests).forEach(file -> file.ids()
                .forEach(id ->
                        tests.computeIfAbsent(id, any -> new TreeSet<>(ORDER)).add(file)));
    }

    boolean hasTests(String id) {
        return tests.containsKey(id);
    }

    /** The cell of an id, as Markdown; a hyphen where no test names it. */
    String cell(String id) {
        if (!hasTests(id)) {
            return "-";
        }
        return tests.get(id).stream()
                .map(test -> "[" + test.className() + "](" + ROOT + test.path() + ")")
                .collect(Collectors.joining(", "));
    }
}
