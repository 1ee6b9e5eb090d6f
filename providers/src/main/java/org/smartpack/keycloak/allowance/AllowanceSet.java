/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import org.keycloak.models.ClientScopeModel;

import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.ScopeSet;
import org.smartpack.keycloak.scope.Work;

/** Allowances that are applied together. A client may have a thousand of them. */
final class AllowanceSet {

    private final List<Allowance> allowances;
    private final AllowanceIndex index;
    private final ScopeSet scopes;

    /** @param indexing finds or makes an index of the allowances */
    AllowanceSet(List<Allowance> allowances, Function<List<Allowance>, AllowanceIndex> indexing) {
        this.allowances = allowances;
        this.index = indexing.apply(allowances);
        this.scopes = index.scopes();
    }

    /** What all allowances permit together. */
    ScopeSet scopes() {
        return scopes;
    }

    /**
     * The client scopes behind a scope. They belong to the narrowest allowance that covers it alone, so that assigning
     * a wider one later changes neither mappers nor recorded consent. If no single allowance covers the scope, they
     * belong to all that overlap with it.
     */
    List<ClientScopeModel> behind(ResourceScope scope, Work work) {
        List<Allowance> covering = inOrder(scopes.covering(scope, work));
        List<Allowance> alone = new ArrayList<>(covering);
        alone.removeIf(allowance -> !allowance.scope().permissions().containsAll(scope.permissions()));
        for (Allowance candidate : alone) {
            if (alone.size() == 1 || alone.stream().noneMatch(isInside(candidate, work))) {
                return candidate.models();
            }
        }
        List<Allowance> parts = scopes.covers(scope, work) ? covering : inOrder(scopes.overlapping(scope, work));
        return parts.stream().flatMap(allowance -> allowance.models().stream()).toList();
    }

    /** Those that permit some part of these scopes, in order; all of them if it would be too much work to find out. */
    List<Allowance> concerning(List<ResourceScope> wanted, Work work) {
        try {
            return inOrder(wanted.stream()
                    .flatMap(scope -> scopes.overlapping(scope, work).stream())
                    .toList());
        } catch (Work.TooMuch tooMuch) {
            return allowances;
        }
    }

    private static Predicate<Allowance> isInside(Allowance candidate, Work work) {
        return other -> {
            work.spend(1);
            return other.isInside(candidate);
        };
    }

    private List<Allowance> inOrder(Collection<ResourceScope> found) {
        BitSet places = index.places(found);
        List<Allowance> inOrder = new ArrayList<>();
        for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place + 1)) {
            inOrder.add(allowances.get(place));
        }
        return inOrder;
    }
}
