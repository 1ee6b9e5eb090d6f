/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.ScopeSet;

/** An index of the scopes of several allowances, with the position of each in the list. */
final class AllowanceIndex {

    private final ScopeSet scopes;
    private final Map<ResourceScope, int[]> places = new HashMap<>();

    AllowanceIndex(List<ResourceScope> inOrder) {
        this.scopes = ScopeSet.of(inOrder);
        for (int i = 0; i < inOrder.size(); i++) {
            int[] place = {i};
            places.merge(inOrder.get(i), place, (one, other) -> IntStream.concat(IntStream.of(one), IntStream.of(other))
                    .toArray());
        }
    }

    /** A new index. */
    static AllowanceIndex of(List<Allowance> allowances) {
        return new AllowanceIndex(allowances.stream().map(Allowance::scope).toList());
    }

    /** What all allowances permit together. */
    ScopeSet scopes() {
        return scopes;
    }

    /** The positions of all allowances with one of these scopes. */
    BitSet places(Collection<ResourceScope> found) {
        BitSet all = new BitSet();
        for (ResourceScope scope : found) {
            for (int place : places.get(scope)) {
                all.set(place);
            }
        }
        return all;
    }
}
