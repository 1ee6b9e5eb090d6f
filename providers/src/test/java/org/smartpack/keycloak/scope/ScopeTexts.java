/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Scopes over the small vocabulary of {@link NaiveModel}, so small that scopes often meet. */
public final class ScopeTexts extends DomainContextBase {

    static final ScopeRules RULES = Rules.DEFAULT.withExperimental(true).build();

    /** Sets of allowances: up to four, templates, modifiers and v1 included. */
    @Provide
    Arbitrary<ScopeSet> scopeSets() {
        return sets(allowances(), 4);
    }

    /** Requests: as the sets, without templates. */
    @Provide
    Arbitrary<List<ResourceScope>> requests() {
        return requestTexts()
                .map(text -> Scope.parse(text, RULES))
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast)
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<ResourceScope> allowances() {
        // What is filtered out is contradictory in its single-valued parameter, see the test of its own.
        return allowanceTexts()
                .map(text -> Scope.parseAllowance(text, RULES))
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast);
    }

    private static Arbitrary<ScopeSet> sets(Arbitrary<ResourceScope> scopes, int largest) {
        return scopes.list().ofMaxSize(largest).map(ScopeSet::of);
    }

    /** Names of allowances. */
    public static Arbitrary<String> allowanceTexts() {
        return texts(Arbitraries.frequencyOf(
                Tuple.of(6, valued()), Tuple.of(1, Arbitraries.of("code=", "resource-origin="))));
    }

    /** Scopes of requests. */
    public static Arbitrary<String> requestTexts() {
        return texts(valued());
    }

    private static Arbitrary<String> texts(Arbitrary<String> item) {
        Arbitrary<String> v2 = Combinators.combine(
                        heads(), letters(), item.list().ofMaxSize(3))
                .as((head, letters, items) -> head + letters + (items.isEmpty() ? "" : "?" + String.join("&", items)));
        Arbitrary<String> v1 = Combinators.combine(heads(), Arbitraries.of("read", "write", "*"))
                .as(String::concat);
        return Arbitraries.frequencyOf(Tuple.of(5, v2), Tuple.of(1, v1));
    }

    private static Arbitrary<String> heads() {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(6, "system/"), Tuple.of(1, "user/"), Tuple.of(1, "patient/")),
                        Arbitraries.of("*.", "Observation.", "Patient."))
                .as(String::concat);
    }

    private static Arbitrary<String> letters() {
        return Arbitraries.integers().between(1, 31).map(bits -> {
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                if ((bits & 1 << i) != 0) {
                    letters.append("cruds".charAt(i));
                }
            }
            return letters.toString();
        });
    }

    private static Arbitrary<String> valued() {
        return Arbitraries.oneOf(
                item("category", "a", "b", "c"),
                item("code", "x", "y"),
                item("resource-origin", "1", "2"),
                item("code:not", "x", "y"));
    }

    private static Arbitrary<String> item(String name, String... values) {
        return Arbitraries.of(values)
                .list()
                .ofMinSize(1)
                .ofMaxSize(values.length)
                .uniqueElements()
                .map(chosen -> name + "=" + String.join(",", chosen));
    }
}
