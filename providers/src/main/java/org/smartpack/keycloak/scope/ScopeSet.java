/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

import static java.util.stream.Collectors.joining;

/**
 * Several resource scopes taken together: what one of them permits is permitted (SMART-SCOPE-6). Immutable. Two sets are
 * equal when they hold equal scopes; they mean the same when each {@link #covers(ScopeSet)} the other.
 */
public final class ScopeSet {

    /** The set that permits nothing. */
    public static final ScopeSet EMPTY = new ScopeSet(List.of());

    private final List<ResourceScope> scopes;
    private final CoverIndex index;
    private final OverlapIndex overlaps;

    private ScopeSet(List<ResourceScope> scopes) {
        this.scopes = scopes;
        this.index = new CoverIndex(scopes);
        this.overlaps = new OverlapIndex(scopes);
    }

    /** The set of these scopes; of equal ones the first is kept. */
    public static ScopeSet of(Collection<ResourceScope> scopes) {
        return new ScopeSet(List.copyOf(new LinkedHashSet<>(scopes)));
    }

    /** The set of these scopes; of equal ones the first is kept. */
    public static ScopeSet of(ResourceScope... scopes) {
        return of(List.of(scopes));
    }

    /** The scopes in the order in which they were given; none equals another. */
    public List<ResourceScope> scopes() {
        return scopes;
    }

    public boolean isEmpty() {
        return scopes.isEmpty();
    }

    /**
     * The relation {@code <=} of SMART-SCOPE-52, by interaction: for each interaction of the scope some scope of this set
     * covers it. A list of types never covers {@code *}, and values of several scopes are not added up.
     */
    public boolean covers(ResourceScope scope) {
        return covers(scope, Work.UNLIMITED);
    }

    /** The same, within a limit. */
    public boolean covers(ResourceScope scope, Work work) {
        return covering(scope, work).stream()
                .map(ResourceScope::permissions)
                .reduce(Permissions.NONE, Permissions::or)
                .containsAll(scope.permissions());
    }

    /** Whether this set covers each scope of the other. */
    public boolean covers(ScopeSet other) {
        return other.scopes.stream().allMatch(this::covers);
    }

    /**
     * Those of the scopes that permit one of the interactions of a scope, or several, wherever it permits them; some may come
     * twice, in no particular order.
     */
    public List<ResourceScope> covering(ResourceScope scope, Work work) {
        return index.covering(scope.target(), work).stream()
                .filter(other -> !other.permissions().and(scope.permissions()).isEmpty())
                .toList();
    }

    /** Those of the scopes that permit something of a scope, in no particular order. */
    public List<ResourceScope> overlapping(ResourceScope scope, Work work) {
        return overlaps.overlapping(scope, work);
    }

    /** What both sets permit (SMART-SCOPE-55), in normal form. */
    public ScopeSet meet(ScopeSet other) {
        List<ResourceScope> pieces = new ArrayList<>();
        scopes.forEach(scope -> pieces.addAll(other.overlaps.meets(scope, Work.UNLIMITED)));
        return new ScopeSet(NormalForm.of(pieces, Work.UNLIMITED));
    }

    /** What this set permits of a scope, in normal form. */
    public ScopeSet meet(ResourceScope scope) {
        return new ScopeSet(narrow(scope, Work.UNLIMITED));
    }

    List<ResourceScope> narrow(ResourceScope scope, Work work) {
        return NormalForm.of(overlaps.meets(scope, work), work);
    }

    /**
     * The same with scopes merged that differ in interactions only, scopes dropped that another single one covers, and
     * the rest sorted; every scope in canonical spelling. Keeps the meaning. As SMART-SCOPE-55 defines it this is
     * short, not canonical: {@code *.r Patient.rs} stays, though {@code *.r Patient.s} means the same.
     */
    public ScopeSet normalForm() {
        return new ScopeSet(NormalForm.of(scopes, Work.UNLIMITED));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScopeSet that && new LinkedHashSet<>(scopes).equals(new LinkedHashSet<>(that.scopes));
    }

    @Override
    public int hashCode() {
        return new LinkedHashSet<>(scopes).hashCode();
    }

    /** The scopes as a {@code scope} parameter has them. */
    @Override
    public String toString() {
        return scopes.stream().map(ResourceScope::spelling).collect(joining(" "));
    }
}
