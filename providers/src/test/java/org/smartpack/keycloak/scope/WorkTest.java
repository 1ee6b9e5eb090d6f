/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.scope.Scopes.allowed;
import static org.smartpack.keycloak.scope.Scopes.requested;

/** What decisions cost, in steps and characters: never in seconds, which depend on the machine. */
class WorkTest {

    /** One parameter that the server takes, 64 kB. */
    private static final int PARAMETER = 65_536;

    private static String numbered(int from, int to, String pattern) {
        return IntStream.range(from, to).mapToObj(pattern::formatted).collect(joining(" "));
    }

    /** The steps of a negotiation that isn't given up. */
    private static long steps(List<ResourceScope> requested, ScopeSet allowed) {
        AtomicLong steps = new AtomicLong();
        Negotiation negotiation = Negotiation.grant(requested, allowed, ScopeRules.DEFAULT, steps::addAndGet);
        assertThat(negotiation.isTooLarge()).isFalse();
        return steps.get();
    }

    private static int length(List<String> scopes) {
        return scopes.stream().mapToInt(scope -> scope.length() + 1).sum();
    }

    @Example
    @Label("attack 42: ten scopes of sixty restrictions under a hundred allowances that each overlap in part")
    void partialOverlaps() {
        ScopeSet allowed = allowed(numbered(0, 100, "patient/Observation.rs?category=c%d"));
        String restrictions =
                IntStream.range(0, 60).mapToObj(i -> "a%d=1".formatted(i)).collect(joining("&"));
        List<ResourceScope> request = requested(IntStream.range(0, 10)
                .mapToObj(i -> "patient/Observation.rs?" + restrictions + "&n=" + i)
                .collect(joining(" ")));
        AtomicLong steps = new AtomicLong();
        Negotiation negotiation = Negotiation.grant(request, allowed, ScopeRules.DEFAULT, steps::addAndGet);
        assertThat(negotiation.isTooLarge()).isTrue();
        assertThat(negotiation.scopes()).isEmpty();
        assertThat(steps.get()).isLessThan(5 * PARAMETER);
    }

    @Example
    @Label("attack 42: a request and a grant of granular scopes cost steps in proportion to their number")
    void linear() {
        ScopeSet wide = allowed("patient/*.rs " + numbered(0, 100, "patient/Observation.rs?category=c%d"));
        List<ResourceScope> granular = requested(numbered(10_000, 13_200, "patient/Observation.rs?code=l|%d"));
        long some = steps(granular.subList(0, 800), wide);
        assertThat(some).isLessThan(800 * 10);
        assertThat(steps(granular, wide)).isLessThanOrEqualTo(some * 4);
        // A refresh holds the grant against itself.
        long refreshed = steps(granular.subList(0, 800), ScopeSet.of(granular.subList(0, 800)));
        assertThat(refreshed).isLessThan(800 * 10);
        assertThat(steps(granular, ScopeSet.of(granular))).isLessThanOrEqualTo(refreshed * 4);
    }

    @Example
    @Label("attack 42: narrowing costs steps in proportion to the characters of the answer")
    void narrowing() {
        ScopeSet two =
                allowed("patient/Observation.rs?category=laboratory patient/Observation.rs?category=vital-signs");
        List<ResourceScope> granular = requested(numbered(10_000, 10_300, "patient/Observation.cruds?code=l|%d"));
        Negotiation negotiation = Negotiation.grant(granular, two);
        assertThat(negotiation.scopes()).hasSize(600);
        assertThat(steps(granular, two)).isLessThan(3L * length(negotiation.scopes()));
    }

    @Example
    @Label("attack 42: lists of values that all share most of them are compared within the limit")
    void sharedValues() {
        List<String> lists = new ArrayList<>();
        for (int bits = 0; bits < 1 << 13; bits++) {
            if (Integer.bitCount(bits) == 6) {
                int chosen = bits;
                lists.add("patient/Patient.r?name="
                        + IntStream.range(0, 13)
                                .filter(i -> (chosen >> i & 1) == 1)
                                .mapToObj(String::valueOf)
                                .collect(joining(",")));
            }
        }
        assertThat(length(lists)).isGreaterThan(PARAMETER / 2);
        List<ResourceScope> scopes = requested(String.join(" ", lists));
        AtomicLong steps = new AtomicLong();
        Negotiation.grant(scopes, ScopeSet.of(scopes), ScopeRules.DEFAULT, limited(steps));
        assertThat(steps.get()).isLessThan(Work.LIMIT + PARAMETER);
    }

    private static Work limited(AtomicLong steps) {
        Work work = Work.limited();
        return number -> {
            steps.addAndGet(number);
            work.spend(number);
        };
    }

    @Property(tries = 200)
    @Label("attack 42: whatever is asked of whatever is allowed, work and answer stay within their limits")
    void bounded(@ForAll("requests") List<String> requested, @ForAll("requests") List<String> allowed) {
        List<ResourceScope> request = requested(String.join(" ", requested));
        AtomicLong steps = new AtomicLong();
        Negotiation negotiation =
                Negotiation.grant(request, allowed(String.join(" ", allowed)), ScopeRules.DEFAULT, limited(steps));
        // The last step counted may be as long as two scopes.
        assertThat(steps.get()).isLessThanOrEqualTo(Work.LIMIT + 2L * ScopeRules.DEFAULT.maxLength());
        assertThat(length(negotiation.scopes())).isLessThanOrEqualTo(length(requested) + PARAMETER);
        if (negotiation.isTooLarge()) {
            assertThat(negotiation.scopes()).isEmpty();
        }
    }

    @Property(tries = 100)
    @Label("attack 18: a list that the allowances cover is granted as it is, however long a parameter it fills")
    void genuine(@ForAll("requests") List<String> requested) {
        List<ResourceScope> request = requested(String.join(" ", requested));
        Negotiation negotiation = Negotiation.grant(request, allowed("patient/*.cruds"));
        assertThat(negotiation.isTooLarge()).isFalse();
        assertThat(negotiation.scopes())
                .isEqualTo(
                        request.stream().map(ResourceScope::spelling).distinct().toList());
    }

    /** Parameters up to their limit, of few names and values, so that much overlaps and nothing is the same. */
    @Provide
    Arbitrary<List<String>> requests() {
        Arbitrary<String> value = Arbitraries.integers().between(0, 30).map(String::valueOf);
        Arbitrary<String> values =
                value.list().uniqueElements().ofMinSize(1).ofMaxSize(12).map(list -> String.join(",", list));
        Arbitrary<String> restriction =
                Combinators.combine(Arbitraries.of("a", "b", "code"), values).as((name, list) -> name + "=" + list);
        Arbitrary<String> query = restriction.list().ofMinSize(1).ofMaxSize(40).map(list -> String.join("&", list));
        Arbitrary<String> scope = Combinators.combine(
                        Arbitraries.of("*", "Patient", "Task"), Arbitraries.of("r", "rs", "cruds"), query)
                .as((type, letters, restrictions) -> "patient/" + type + "." + letters + "?" + restrictions);
        return scope.list().ofMinSize(1).ofMaxSize(60).map(WorkTest::filling);
    }

    private static List<String> filling(List<String> scopes) {
        List<String> filled = new ArrayList<>();
        int length = 0;
        for (int round = 0; length < PARAMETER && round < 200; round++) {
            for (String scope : scopes) {
                String variant = scope + "&n=" + round;
                length += variant.length() + 1;
                if (length >= PARAMETER) {
                    return filled;
                }
                filled.add(variant);
            }
        }
        return Collections.unmodifiableList(filled);
    }
}
