/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.Work;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** What a grant, and a refresh of one, cost: counted in steps. */
class GrantingTest {

    private static final KnownAllowances KNOWN = new KnownAllowances();
    private static final int FEW = 400;
    private static final int MANY = 1600;

    private static List<Allowance> allowances(Stream<String> names) {
        return names.map(name -> new Allowance(resource(name), List.of(Models.scope(name)), false, false))
                .toList();
    }

    private static List<Allowance> nineHundred() {
        return allowances(Stream.concat(
                Stream.of("patient/*.rs"),
                IntStream.range(0, 899).mapToObj(i -> "patient/Observation.rs?category=c" + i)));
    }

    private static ResourceScope resource(String name) {
        return (ResourceScope) Scope.parse(name);
    }

    private static List<ResourceScope> granular(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> resource("patient/Observation.rs?code=l|%05d".formatted(i)))
                .toList();
    }

    private static OriginalGrant grant(List<ResourceScope> scopes) {
        return OriginalGrant.of(scopes.stream().map(ResourceScope::spelling).collect(joining(" ")));
    }

    private static long steps(List<ResourceScope> wanted, List<Allowance> allowances, Optional<OriginalGrant> grant) {
        AtomicLong steps = new AtomicLong();
        Granting.Result result = Granting.of(wanted, allowances, KNOWN::index, grant, grant, steps::addAndGet);
        assertThat(result.tooLarge()).isFalse();
        assertThat(result.granted()).hasSameSizeAs(wanted);
        return steps.get();
    }

    @Test
    @DisplayName("attack 42: a refresh of thousands of scopes costs steps in proportion to their number")
    void refresh() {
        List<Allowance> allowances = nineHundred();
        List<ResourceScope> few = granular(FEW);
        List<ResourceScope> many = granular(MANY);
        long some = steps(few, allowances, Optional.of(grant(few)));
        assertThat(some).isLessThan(FEW * 50);
        assertThat(steps(many, allowances, Optional.of(grant(many)))).isLessThanOrEqualTo(some * MANY / FEW);
    }

    @Test
    @DisplayName("attack 42: a narrowed refresh finds the scope that was agreed to without comparing it with all")
    void narrowedRefresh() {
        List<ResourceScope> wanted = IntStream.range(0, MANY)
                .mapToObj(i -> resource("patient/Observation.r?code=l|%05d".formatted(i)))
                .toList();
        AtomicLong steps = new AtomicLong();
        Granting.Result result = Granting.of(
                wanted,
                allowances(Stream.of("patient/*.rs")),
                KNOWN::index,
                Optional.of(grant(granular(MANY))),
                Optional.of(grant(granular(MANY))),
                steps::addAndGet);
        assertThat(result.granted()).hasSize(MANY).allSatisfy(granted -> assertThat(granted.consented())
                .isEqualTo(granted.name().replace(".r?", ".rs?")));
        assertThat(steps.get()).isLessThan(MANY * 50);
    }

    @Test
    @DisplayName("attack 42: hundreds of allowances that a request doesn't meet cost next to nothing")
    void manyAllowances() {
        List<ResourceScope> wanted = granular(300);
        long one = steps(wanted, allowances(Stream.of("patient/*.rs")), Optional.empty());
        assertThat(steps(wanted, nineHundred(), Optional.empty())).isLessThanOrEqualTo(one * 2);
    }

    @Test
    @DisplayName("attack 42: a request that overlaps with hundreds of allowances in part is given up, not worked out")
    void partialOverlaps() {
        List<ResourceScope> wanted = granular(300);
        List<Allowance> allowances = nineHundred().subList(1, 900);
        Granting.Result result =
                Granting.of(wanted, allowances, KNOWN::index, Optional.empty(), Optional.empty(), Work.limited());
        assertThat(result.tooLarge()).isTrue();
        assertThat(result.granted()).isEmpty();
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-60: what is granted carries the client's own client scopes, not another's of the same names")
    void ownModels() {
        for (int time = 0; time < 2; time++) {
            List<Allowance> allowances = allowances(Stream.of("patient/*.rs", "patient/Patient.read"));
            Granting.Result result = Granting.of(
                    List.of(resource("patient/Patient.rs"), resource("patient/Task.r")),
                    allowances,
                    KNOWN::index,
                    Optional.empty(),
                    Optional.empty(),
                    Work.limited());
            assertThat(result.granted())
                    .extracting(granted -> granted.models().get(0))
                    .containsExactly(
                            allowances.get(1).model(), allowances.get(0).model());
        }
    }

    @Test
    @DisplayName("SMART-SCOPE-60: allowances that mean the same are told apart by their places")
    void sameMeaning() {
        List<Allowance> allowances = allowances(Stream.of("patient/Task.read", "patient/Task.rs", "patient/Task.rs"));
        AllowanceIndex index = KNOWN.index(allowances);
        assertThat(index.scopes().scopes()).hasSize(1);
        assertThat(index.places(List.of(resource("patient/Task.rs"), resource("patient/Task.read"))).stream())
                .containsExactly(0, 1, 2);
    }
}
