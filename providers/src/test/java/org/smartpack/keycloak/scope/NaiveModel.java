/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What scopes permit, decided the slow way: a list of every (level, type, interaction, sample resource) and for each
 * the question whether the text of some scope lets it through. Knows nothing of the code under test; it reads the text
 * with the specification's own regular expressions. Sample resources have every combination of values that the tests'
 * scopes can tell apart: {@code category} and {@code code} may have several or none, {@code resource-origin} has one or
 * none. {@code Unheard} stands for the types of the future.
 */
final class NaiveModel {

    private static final Pattern V1 =
            Pattern.compile("^(patient|user|system)/(\\*|[A-Z][A-Za-z]+)\\.(read|write|\\*)$");
    private static final Pattern V2 =
            Pattern.compile("^(patient|user|system)/(\\*|[A-Z][A-Za-z]+)\\.(?=[cruds])(c?r?u?d?s?)"
                    + "(?:\\?((?:[^&=?]+=[^&]*)(?:&[^&=?]+=[^&]*)*))?$");
    private static final Map<String, String> V1_LETTERS = Map.of("read", "rs", "write", "cud", "*", "cruds");

    private static final List<String> LEVELS = List.of("patient", "user", "system");
    private static final List<String> TYPES = List.of("Observation", "Patient", "Unheard");
    private static final String INTERACTIONS = "cruds";
    private static final List<Map<String, Set<String>>> RESOURCES = resources();

    private NaiveModel() {}

    private static List<Map<String, Set<String>>> resources() {
        List<Map<String, Set<String>>> all = new ArrayList<>();
        for (Set<String> category : subsets("a", "b", "c")) {
            for (Set<String> code : subsets("x", "y")) {
                for (Set<String> origin : List.of(Set.<String>of(), Set.of("1"), Set.of("2"))) {
                    all.add(Map.of("category", category, "code", code, "resource-origin", origin));
                }
            }
        }
        return all;
    }

    private static List<Set<String>> subsets(String... values) {
        List<Set<String>> all = new ArrayList<>();
        for (int bits = 0; bits < 1 << values.length; bits++) {
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                if ((bits & 1 << i) != 0) {
                    chosen.add(values[i]);
                }
            }
            all.add(Set.copyOf(chosen));
        }
        return all;
    }

    /** Everything that the scopes permit together. */
    static BitSet permitted(Collection<String> scopes) {
        BitSet union = new BitSet();
        scopes.forEach(scope -> union.or(permitted(scope)));
        return union;
    }

    static BitSet permitted(ScopeSet scopes) {
        return permitted(scopes.scopes().stream().map(ResourceScope::spelling).toList());
    }

    private static BitSet permitted(String scope) {
        Matcher v1 = V1.matcher(scope);
        if (v1.matches()) {
            return permitted(v1.group(1), v1.group(2), V1_LETTERS.get(v1.group(3)), "");
        }
        Matcher v2 = V2.matcher(scope);
        if (!v2.matches()) {
            throw new IllegalArgumentException(scope);
        }
        return permitted(v2.group(1), v2.group(2), v2.group(3), v2.group(4) == null ? "" : v2.group(4));
    }

    private static BitSet permitted(String level, String type, String letters, String query) {
        BitSet matching = new BitSet();
        for (int i = 0; i < RESOURCES.size(); i++) {
            matching.set(i, matches(RESOURCES.get(i), query));
        }
        BitSet bits = new BitSet();
        int index = 0;
        for (String sampleLevel : LEVELS) {
            for (String sampleType : TYPES) {
                boolean reached = sampleLevel.equals(level) && (type.equals("*") || type.equals(sampleType));
                for (char interaction : INTERACTIONS.toCharArray()) {
                    boolean permitted = reached && letters.indexOf(interaction) >= 0;
                    for (int i = 0; i < RESOURCES.size(); i++) {
                        bits.set(index++, permitted && matching.get(i));
                    }
                }
            }
        }
        return bits;
    }

    private static boolean matches(Map<String, Set<String>> resource, String query) {
        if (query.isEmpty()) {
            return true;
        }
        for (String item : query.split("&")) {
            String name = item.substring(0, item.indexOf('='));
            List<String> values = List.of(item.substring(item.indexOf('=') + 1).split(","));
            boolean negative = name.endsWith(":not");
            Set<String> present = resource.get(negative ? name.substring(0, name.length() - 4) : name);
            boolean found = values.equals(List.of(""))
                    ? !present.isEmpty()
                    : values.stream().anyMatch(present::contains);
            if (found == negative) {
                return false;
            }
        }
        return true;
    }

    static boolean isSubset(BitSet inner, BitSet outer) {
        BitSet rest = (BitSet) inner.clone();
        rest.andNot(outer);
        return rest.isEmpty();
    }

    static BitSet intersection(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.and(other);
        return both;
    }
}
