/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The ids of requirements, as sources and tables name them: {@code KT-AUTHZ-3, 4} are two. */
final class RequirementIds {

    private static final Pattern IDS = Pattern.compile("\\b((?:[A-Z]+-)+)(\\d+(?:, \\d+)*)\\b");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:[A-Z]+-)+\\d+) \\|.*\\| ([^|]+) \\|$");
    private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w+(?:IT|Test)\\b");

    private RequirementIds() {}

    /** Every id that is named somewhere in a text. */
    static Set<String> in(String text) {
        Set<String> ids = new LinkedHashSet<>();
        IDS.matcher(text).results().forEach(found -> {
            for (String number : found.group(2).split(", ")) {
                ids.add(found.group(1) + number);
            }
        });
        return ids;
    }

    /** The test classes that a page's tables cite in their last column, by the id in the first. */
    static Map<String, Set<String>> testsById(String page) {
        Map<String, Set<String>> tests = new LinkedHashMap<>();
        ROW.matcher(page).results().forEach(row -> tests.put(row.group(1), tests(row.group(2))));
        return tests;
    }

    /** Every test class that a text cites. */
    static Set<String> tests(String text) {
        return TEST.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
