/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.scope.NaiveModel.intersection;
import static org.smartpack.keycloak.scope.NaiveModel.isSubset;
import static org.smartpack.keycloak.scope.NaiveModel.permitted;

/** The laws of SMART-SCOPE-50 to 55 for sets of scopes, checked against {@link NaiveModel}. */
@Domain(ScopeTexts.class)
@Domain(DomainContext.Global.class)
class ScopeAlgebraPropertiesTest {

    private static final ScopeRules RULES = ScopeTexts.RULES;

    private static boolean sameMeaning(ScopeSet one, ScopeSet other) {
        return one.covers(other) && other.covers(one);
    }

    private static ScopeSet union(ScopeSet one, ScopeSet other) {
        List<ResourceScope> all = new ArrayList<>(one.scopes());
        all.addAll(other.scopes());
        return ScopeSet.of(all);
    }

    /**
     * The scopes of one interaction each that no other such scope of the set covers: there is one such set for a
     * meaning.
     */
    private static Set<ResourceScope> greatestAtoms(ScopeSet set) {
        Set<ResourceScope> atoms = new HashSet<>();
        for (ResourceScope scope : set.scopes()) {
            for (Interaction interaction : scope.permissions().interactions()) {
                atoms.add(ResourceScope.written(scope.target(), Permissions.of(interaction), Form.CANONICAL));
            }
        }
        Set<ResourceScope> greatest = new HashSet<>(atoms);
        greatest.removeIf(atom -> atoms.stream().anyMatch(other -> !other.equals(atom) && atom.isCoveredBy(other)));
        return greatest;
    }

    @Property
    @Label("SMART-SCOPE-25: reading and printing keep the meaning that the text has")
    void canonicalKeepsMeaning(@ForAll ResourceScope scope) {
        assertThat(permitted(List.of(scope.canonical()))).isEqualTo(permitted(List.of(scope.spelling())));
        assertThat(Scope.parseAllowance(scope.canonical(), RULES)).isEqualTo(scope);
    }

    @Property
    @Label("SMART-SCOPE-52: <= is reflexive")
    void reflexive(@ForAll ScopeSet set) {
        assertThat(set.covers(set)).isTrue();
        assertThat(set.scopes()).allMatch(set::covers).allMatch(scope -> scope.isCoveredBy(scope));
    }

    @Property
    @Label("SMART-SCOPE-52: <= is transitive")
    void transitive(@ForAll ScopeSet s, @ForAll ScopeSet t, @ForAll ScopeSet u) {
        ScopeSet smaller = s.meet(t);
        ScopeSet larger = union(t, u);
        assertThat(t.covers(smaller)).isTrue();
        assertThat(larger.covers(t)).isTrue();
        assertThat(larger.covers(smaller)).isTrue();
        if (t.covers(s) && u.covers(t)) {
            assertThat(u.covers(s)).isTrue();
        }
    }

    @Property
    @Label(
            "SMART-SCOPE-52: sets that hold each other have the same greatest atoms, hence <= is antisymmetric in meaning")
    void antisymmetric(@ForAll ScopeSet s, @ForAll ScopeSet t, @ForAll Random random) {
        List<ResourceScope> rewritten = new ArrayList<>(s.meet(t).scopes());
        for (ResourceScope scope : s.scopes()) {
            for (Interaction interaction : scope.permissions().interactions()) {
                rewritten.add(ResourceScope.written(scope.target(), Permissions.of(interaction), Form.CANONICAL));
            }
        }
        Collections.shuffle(rewritten, random);
        ScopeSet same = ScopeSet.of(rewritten);
        assertThat(sameMeaning(s, same)).isTrue();
        assertThat(greatestAtoms(same)).isEqualTo(greatestAtoms(s));
        assertThat(sameMeaning(s, t)).isEqualTo(greatestAtoms(s).equals(greatestAtoms(t)));
    }

    @Property
    @Label("SMART-SCOPE-51: single scopes that hold each other are equal")
    void antisymmetric(@ForAll ResourceScope a, @ForAll ResourceScope b) {
        assertThat(a.isCoveredBy(b) && b.isCoveredBy(a)).isEqualTo(a.equals(b));
    }

    @Property(tries = 3000)
    @StatisticsReport(onFailureOnly = true)
    @Label("SMART-SCOPE-8 what is held permits nothing that the holder does not")
    void sound(@ForAll ScopeSet s, @ForAll ScopeSet t) {
        ScopeSet held = ScopeSet.of(s.scopes().stream().filter(t::covers).toList());
        Statistics.label("holds some").collect(!held.isEmpty()).coverage(coverage -> coverage.check(true)
                .percentage(share -> share > 5));
        assertThat(isSubset(permitted(held), permitted(t))).isTrue();
        assertThat(t.covers(s)).isEqualTo(held.equals(s));
    }

    @Property(tries = 3000)
    @StatisticsReport(onFailureOnly = true)
    @Label("SMART-SCOPE-55: the meet permits exactly what both sets permit")
    void exactMeet(@ForAll ScopeSet s, @ForAll ScopeSet t) {
        BitSet both = intersection(permitted(s), permitted(t));
        Statistics.label("meet is empty").collect(both.isEmpty()).coverage(coverage -> coverage.check(false)
                .percentage(share -> share > 20));
        assertThat(permitted(s.meet(t))).isEqualTo(both);
    }

    @Property
    @Label("SMART-SCOPE-55: the meet is a lower bound")
    void lowerBound(@ForAll ScopeSet s, @ForAll ScopeSet t) {
        ScopeSet meet = s.meet(t);
        assertThat(s.covers(meet)).isTrue();
        assertThat(t.covers(meet)).isTrue();
    }

    @Property(tries = 3000)
    @StatisticsReport(onFailureOnly = true)
    @Label("SMART-SCOPE-55: the meet is the greatest lower bound")
    void greatestLowerBound(@ForAll ScopeSet s, @ForAll ScopeSet t, @ForAll ScopeSet u, @ForAll ScopeSet other) {
        ScopeSet meet = s.meet(t);
        // Lower bounds made without the meet: scopes of a third set that both happen to hold...
        ScopeSet found = ScopeSet.of(u.scopes().stream()
                .filter(scope -> s.covers(scope) && t.covers(scope))
                .toList());
        assertThat(meet.covers(found)).isTrue();
        // ... and text made of the restrictions of one scope of each set and some more.
        ScopeSet made = ScopeSet.of(lowerBounds(s, t, other));
        Statistics.label("lower bounds")
                .collect(!found.isEmpty() || !made.isEmpty())
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 20));
        assertThat(s.covers(made)).isTrue();
        assertThat(t.covers(made)).isTrue();
        assertThat(meet.covers(made)).isTrue();
    }

    private static List<ResourceScope> lowerBounds(ScopeSet s, ScopeSet t, ScopeSet more) {
        List<ResourceScope> bounds = new ArrayList<>();
        for (ResourceScope a : s.scopes()) {
            for (ResourceScope b : t.scopes()) {
                List<String> items = new ArrayList<>();
                a.restrictions().forEach(item -> items.add(item.toString()));
                b.restrictions().forEach(item -> items.add(item.toString()));
                more.scopes().forEach(scope -> scope.restrictions().forEach(item -> items.add(item.toString())));
                String query = items.isEmpty() ? "" : "?" + String.join("&", items);
                for (String type : List.of("*", "Observation", "Patient")) {
                    for (String letter : "c r u d s".split(" ")) {
                        boolean within = a.level() == b.level()
                                && (a.isEveryType() || a.type().equals(type))
                                && (b.isEveryType() || b.type().equals(type))
                                && a.permissions().toString().contains(letter)
                                && b.permissions().toString().contains(letter);
                        String text = a.level().text() + "/" + type + "." + letter + query;
                        if (within && Scope.parseAllowance(text, RULES) instanceof ResourceScope bound) {
                            bounds.add(bound);
                        }
                    }
                }
            }
        }
        return bounds;
    }

    @Property
    @Label("SMART-SCOPE-55: meet is commutative")
    void commutative(@ForAll ScopeSet s, @ForAll ScopeSet t) {
        assertThat(s.meet(t)).hasToString(t.meet(s).toString());
    }

    @Property
    @Label("SMART-SCOPE-55: meet is idempotent, and S meet T is S where S <= T")
    void idempotent(@ForAll ScopeSet s, @ForAll ScopeSet t) {
        assertThat(sameMeaning(s.meet(s), s)).isTrue();
        assertThat(sameMeaning(s.meet(union(s, t)), s)).isTrue();
    }

    @Property
    @Label("SMART-SCOPE-55: meet is associative")
    void associative(@ForAll ScopeSet s, @ForAll ScopeSet t, @ForAll ScopeSet u) {
        assertThat(sameMeaning(s.meet(t).meet(u), s.meet(t.meet(u)))).isTrue();
    }

    @Property
    @Label("SMART-SCOPE-53, 55: meet of two scopes is meet of the sets of one")
    void single(@ForAll ResourceScope a, @ForAll ResourceScope b) {
        assertThat(ScopeSet.of(a.meet(b).stream().toList()))
                .isEqualTo(ScopeSet.of(a).meet(ScopeSet.of(b)))
                .isEqualTo(ScopeSet.of(b).meet(a));
    }

    @Property
    @Label("SMART-SCOPE-7 the normal form keeps the meaning, is stable, and does not depend on the order")
    void normalForm(@ForAll ScopeSet set, @ForAll Random random) {
        ScopeSet normal = set.normalForm();
        assertThat(sameMeaning(normal, set)).isTrue();
        assertThat(permitted(normal)).isEqualTo(permitted(set));
        assertThat(normal.normalForm()).hasToString(normal.toString());
        List<ResourceScope> shuffled = new ArrayList<>(set.scopes());
        Collections.shuffle(shuffled, random);
        assertThat(ScopeSet.of(shuffled).normalForm()).hasToString(normal.toString());
        for (ResourceScope scope : normal.scopes()) {
            assertThat(normal.scopes()).noneMatch(other -> other != scope && scope.isCoveredBy(other));
            assertThat(scope.spelling()).isEqualTo(scope.canonical());
        }
    }

    @Property(tries = 3000)
    @Label("SMART-SCOPE-60 SMART-SCOPE-8 a grant never widens, and without templates is exactly what both permit")
    void grant(@ForAll List<ResourceScope> requested, @ForAll ScopeSet allowed) {
        Negotiation negotiation = Negotiation.grant(requested, allowed, RULES);
        BitSet both = intersection(permitted(ScopeSet.of(requested)), permitted(allowed));
        BitSet granted = permitted(negotiation.scopes());
        assertThat(isSubset(granted, both)).isTrue();
        if (allowed.scopes().stream().noneMatch(ResourceScope::isTemplate)) {
            assertThat(granted).isEqualTo(both);
        }
        assertThat(negotiation.scopes()).doesNotHaveDuplicates();
        assertThat(negotiation.granted())
                .noneMatch(ResourceScope::isTemplate)
                .allMatch(scope -> Scope.parse(scope.spelling(), RULES).equals(scope));
        assertThat(allowed.covers(ScopeSet.of(negotiation.granted()))).isTrue();
    }

    @Property
    @Label("SMART-SCOPE-32 every answer is whole or narrowed, in the syntax of its request")
    void answers(@ForAll List<ResourceScope> requested, @ForAll ScopeSet allowed) {
        Negotiation negotiation = Negotiation.grant(requested, allowed, RULES);
        assertThat(negotiation.parts()).extracting(Negotiation.Part::requested).isEqualTo(requested);
        for (Negotiation.Part part : negotiation.parts()) {
            assertThat(part.isWhole()).isEqualTo(allowed.covers(part.requested()));
            if (part.isWhole()) {
                assertThat(negotiation.scopes()).contains(part.requested().spelling());
            }
            for (ResourceScope scope : part.granted()) {
                assertThat(scope.isCoveredBy(part.requested())).isTrue();
                boolean v1 = part.requested().syntax() == ResourceScope.Syntax.V1
                        && scope.restrictions().isEmpty()
                        && Set.of("rs", "cud", "cruds")
                                .contains(scope.permissions().toString());
                assertThat(scope.spelling().matches(".*[.](read|write|[*])")).isEqualTo(v1);
            }
        }
    }

    @Property
    @Label("SMART-SCOPE-64 negotiating the granted scopes against themselves changes nothing")
    void stable(@ForAll List<ResourceScope> requested, @ForAll ScopeSet allowed) {
        List<ResourceScope> granted =
                Negotiation.grant(requested, allowed, RULES).granted();
        assertThat(Negotiation.grant(granted, ScopeSet.of(granted), RULES).scopes())
                .isEqualTo(granted.stream().map(ResourceScope::spelling).toList());
    }

    @Property
    @Label("SMART-SCOPE-54: a scope is contradictory only where no resource could match")
    void contradiction(@ForAll("contradictions") String text) {
        assertThat(Scopes.reason(Scope.parse(text, RULES))).isEqualTo(MalformedScope.Reason.CONTRADICTION);
        assertThat(permitted(List.of(text)).isEmpty()).isTrue();
    }

    @Provide
    Arbitrary<String> contradictions() {
        return ScopeTexts.requestTexts().filter(text -> Scope.parse(text, RULES) instanceof MalformedScope);
    }
}
