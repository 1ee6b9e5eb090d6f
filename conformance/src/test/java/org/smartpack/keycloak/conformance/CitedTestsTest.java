/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The tests that docs/koppeltaal.md cites by hand, in the last column of its table. */
class CitedTestsTest {

    private static final Path ROOT = Path.of(System.getProperty("smartpack.root"));
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:[A-Z]+-)+\\d+) \\|.*\\| ([^|]+) \\|$");
    private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w+(?:IT|Test)\\b");

    /** The test classes that a page's tables cite in their last column, by the id in the first. */
    private static Map<String, Set<String>> testsById(String page) {
        Map<String, Set<String>> tests = new LinkedHashMap<>();
        ROW.matcher(page).results().forEach(row -> tests.put(row.group(1), tests(row.group(2))));
        return tests;
    }

    /** Every test class that a text cites. */
    private static Set<String> tests(String text) {
        return TEST.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Test
    @DisplayName("docs/koppeltaal.md cites tests that exist and name the requirement that they are cited for")
    void koppeltaal() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/koppeltaal.md"));
        Map<String, String> sources = SourceTree.read(ROOT).stream()
                .filter(file -> file.path().endsWith(".java"))
                .collect(Collectors.toMap(SourceFile::className, SourceFile::text, String::concat));
        Set<String> cited = tests(page);
        assertThat(cited).hasSizeGreaterThan(20);
        assertThat(sources).containsKeys(cited.toArray(String[]::new));
        List<String> problems = new ArrayList<>();
        testsById(page).forEach((id, names) -> names.stream()
                .filter(name -> !RequirementIds.in(sources.get(name)).contains(id))
                .forEach(name -> problems.add(name + " doesn't name " + id)));
        assertThat(problems).isEmpty();
    }

    @Test
    @DisplayName("the tests of a row are those in its last column")
    void rows() {
        assertThat(testsById("| id | x |\n| KT-A-1 | by `a` | OneIT, TwoTest |\n| KT-A-2 | draft | - |\n"))
                .isEqualTo(Map.of("KT-A-1", Set.of("OneIT", "TwoTest"), "KT-A-2", Set.of()));
    }
}
