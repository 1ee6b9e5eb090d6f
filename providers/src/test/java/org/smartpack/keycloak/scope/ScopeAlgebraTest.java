/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The laws of SMART-SCOPE-50 to 55 for single scopes: every pair and triple of a small vocabulary. */
class ScopeAlgebraTest {

    private static final List<ResourceScope> ALL = all();

    private static List<ResourceScope> all() {
        List<ResourceScope> scopes = new ArrayList<>();
        String[] queries = {
            "",
            "?code=",
            "?code=x",
            "?code=y",
            "?code=x,y",
            "?code=x&code=y",
            "?code:not=x",
            "?code:not=x,y",
            "?code=x&code:not=y",
            "?resource-origin=",
            "?resource-origin=1",
            "?resource-origin=1,2",
            "?resource-origin=2,3",
            "?resource-origin=2&code=x"
        };
        for (String head : new String[] {"system/*.", "system/Patient.", "system/Observation.", "user/*."}) {
            for (String letters : new String[] {"r", "s", "rs"}) {
                for (String query : queries) {
                    scopes.add(Scopes.allowance(head + letters + query, ScopeTexts.RULES));
                }
            }
        }
        return scopes;
    }

    @Test
    @DisplayName("SMART-SCOPE-51, 52: <= is reflexive and antisymmetric, for scopes as for sets of one")
    void pairs() {
        for (ResourceScope a : ALL) {
            for (ResourceScope b : ALL) {
                boolean below = a.isCoveredBy(b);
                assertThat(below && b.isCoveredBy(a)).as(a + " " + b).isEqualTo(a == b);
                assertThat(a.equals(b)).isEqualTo(a == b);
                assertThat(ScopeSet.of(b).covers(a)).isEqualTo(below);
            }
        }
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-51 to 55: by the model, a <= b never permits more, and a meet b permits exactly what both do")
    void model() {
        List<BitSet> permitted = ALL.stream()
                .map(scope -> NaiveModel.permitted(List.of(scope.spelling())))
                .toList();
        for (int a = 0; a < ALL.size(); a++) {
            for (int b = 0; b < ALL.size(); b++) {
                String pair = ALL.get(a) + " " + ALL.get(b);
                boolean subset = NaiveModel.isSubset(permitted.get(a), permitted.get(b));
                assertThat(!ALL.get(a).isCoveredBy(ALL.get(b)) || subset)
                        .as(pair)
                        .isTrue();
                assertThat(NaiveModel.permitted(
                                ScopeSet.of(ALL.get(a).meet(ALL.get(b)).stream().toList())))
                        .as(pair)
                        .isEqualTo(NaiveModel.intersection(permitted.get(a), permitted.get(b)));
            }
        }
    }

    @Test
    @DisplayName("SMART-SCOPE-51, 52: <= is transitive")
    void transitive() {
        int chains = 0;
        for (ResourceScope b : ALL) {
            List<ResourceScope> below =
                    ALL.stream().filter(a -> a.isCoveredBy(b)).toList();
            List<ResourceScope> above = ALL.stream().filter(b::isCoveredBy).toList();
            for (ResourceScope a : below) {
                for (ResourceScope c : above) {
                    assertThat(a.isCoveredBy(c)).as(a + " " + b + " " + c).isTrue();
                    chains++;
                }
            }
        }
        assertThat(chains).isGreaterThan(ALL.size());
    }

    @Test
    @DisplayName("SMART-SCOPE-53, 55: for all a, b, c: c <= a meet b exactly if c <= a and c <= b")
    void greatestLowerBound() {
        for (ResourceScope a : ALL) {
            for (ResourceScope b : ALL) {
                Optional<ResourceScope> meet = a.meet(b);
                for (ResourceScope c : ALL) {
                    boolean below = meet.map(c::isCoveredBy).orElse(false);
                    if (below != (c.isCoveredBy(a) && c.isCoveredBy(b))) {
                        assertThat(below).as(c + " under " + a + " meet " + b).isEqualTo(!below);
                    }
                }
                meet.ifPresent(bound ->
                        assertThat(bound.isCoveredBy(a) && bound.isCoveredBy(b)).isTrue());
            }
        }
    }
}
