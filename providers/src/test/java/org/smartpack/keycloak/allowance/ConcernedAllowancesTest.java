/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.keycloak.models.ClientScopeDecorator;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;

import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeTexts;
import org.smartpack.keycloak.scope.Work;

import static org.assertj.core.api.Assertions.assertThat;

/** Allowances that permit nothing of a request are left out before anything else is asked about them. */
class ConcernedAllowancesTest {

    private static final RoleModel ROLE = (RoleModel) Proxy.newProxyInstance(
            ConcernedAllowancesTest.class.getClassLoader(),
            new Class<?>[] {RoleModel.class},
            (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private static List<Allowance> concerning(List<Allowance> all, List<ResourceScope> wanted) {
        return new AllowanceSet(all, AllowanceIndex::of).concerning(wanted, Work.limited());
    }

    private static Granting.Result grant(List<ResourceScope> wanted, List<Allowance> allowances) {
        return Granting.of(wanted, allowances, AllowanceIndex::of, Optional.empty(), Optional.empty(), Work.limited());
    }

    private static Allowance allowance(ResourceScope scope, boolean isTied, boolean isDefault) {
        ClientScopeModel model = new ClientScopeDecorator(Models.scope(scope.spelling()), scope.spelling()) {
            @Override
            public Stream<RoleModel> getScopeMappingsStream() {
                return isTied ? Stream.of(ROLE) : Stream.empty();
            }
        };
        return new Allowance(scope, List.of(model), isDefault, false);
    }

    @Provide
    Arbitrary<List<Allowance>> allowances() {
        return Combinators.combine(
                        ScopeTexts.allowanceTexts()
                                .map(Scope::parseAllowance)
                                .filter(ResourceScope.class::isInstance)
                                .map(ResourceScope.class::cast),
                        Arbitraries.of(false, false, true),
                        Arbitraries.of(false, true))
                .as(ConcernedAllowancesTest::allowance)
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<ResourceScope>> requests() {
        return ScopeTexts.requestTexts()
                .map(Scope::parse)
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast)
                .list()
                .ofMaxSize(4);
    }

    @Property
    @Label(
            "SMART-SCOPE-60: what is granted, and the client scopes behind it, are the same without the other allowances")
    @StatisticsReport(onFailureOnly = true)
    void same(@ForAll("allowances") List<Allowance> all, @ForAll("requests") List<ResourceScope> wanted) {
        List<Allowance> concerned = concerning(all, wanted);
        assertThat(all).containsAll(concerned);
        assertThat(grant(wanted, concerned)).isEqualTo(grant(wanted, all));
        Statistics.label("left out").collect(concerned.size() < all.size()).coverage(coverage -> coverage.check(true)
                .percentage(percent -> percent > 20));
        Statistics.label("granted")
                .collect(!grant(wanted, all).granted().isEmpty())
                .coverage(coverage -> coverage.check(true).percentage(percent -> percent > 20));
    }

    @Example
    @Label("attack 42: when a request has no steps left, none is left out")
    void nothingLeft() {
        List<Allowance> all = Stream.of("patient/Observation.rs", "patient/Patient.rs")
                .map(name -> allowance((ResourceScope) Scope.parseAllowance(name), false, false))
                .toList();
        List<ResourceScope> wanted = List.of((ResourceScope) Scope.parse("patient/Patient.r"));
        AllowanceSet set = new AllowanceSet(all, AllowanceIndex::of);
        Work work = Work.limitedTo(1000);
        assertThat(set.concerning(wanted, work)).containsExactly(all.get(1));
        assertThat(IntStream.range(0, 1000).mapToObj(again -> set.concerning(wanted, work)))
                .endsWith(all);
    }

    @Example
    @Label("attack 42: where it would be too much work to find out, none is left out")
    void tooMuch() {
        String restrictions = String.join(
                "&", IntStream.range(0, 60).mapToObj(i -> "a%d=1".formatted(i)).toList());
        List<Allowance> all = Stream.concat(
                        IntStream.range(0, 1000).mapToObj(i -> "patient/Observation.rs?category=c" + i),
                        Stream.of("patient/Patient.rs"))
                .map(name -> allowance((ResourceScope) Scope.parseAllowance(name), false, false))
                .toList();
        List<ResourceScope> wanted = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            wanted.add((ResourceScope) Scope.parse("patient/Observation.rs?" + restrictions + "&n=" + i));
        }
        assertThat(concerning(all, wanted)).isEqualTo(all);
        assertThat(concerning(all, List.of((ResourceScope) Scope.parse("patient/Patient.r"))))
                .containsExactly(all.get(1000));
    }
}
