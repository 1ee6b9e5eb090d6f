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
 * Several resource scopes taken together: what any of them permits is permitted (SMART-SCOPE-6). Immutable. Two sets
 * are equal if their scopes are; they mean the same if each {@link #covers(ScopeSet)} the other.
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

    /** The scopes in their original order, without equal ones. */
    public List<ResourceScope> scopes() {
        return scopes;
    }

    public boolean isEmpty() {
        return scopes.isEmpty();
    }

    /**
     * The relation {@code <=} of SMART-SCOPE-52, by interaction: for each interaction of the scope, some scope of this
     * set covers it. A list of types never covers {@code *}, and the values of several scopes are not added up.
     */
    public boolean covers(ResourceScope scope) {
        return covers(scope, Work.UNLIMITED);
    }

    /** The same, within a limit. */
    public boolean covers(ResourceScope scope, Work work) {
        Permissions permitted = Permissions.NONE;
        for (ResourceScope other : index.covering(scope.target(), work)) {
            permitted = permitted.or(other.permissions());
        }
        return permitted.containsAll(scope.permissions());
    }

    /** Whether this set covers each scope of the other. */
    public boolean covers(ScopeSet other) {
        return other.scopes.stream().allMatch(this::covers);
    }

    /**
     * The scopes that permit at least one of a scope's interactions wherever that scope does, in no particular order;
     * some may occur twice.
     */
    public List<ResourceScope> covering(ResourceScope scope, Work work) {
        List<ResourceScope> covering = index.covering(scope.target(), work);
        covering.removeIf(other -> other.permissions().and(scope.permissions()).isEmpty());
        return covering;
    }

    /** The scopes that permit some part of a scope, in no particular order. */
    public List<ResourceScope> overlapping(ResourceScope scope, Work work) {
        return overlaps.overlapping(scope, work);
    }

    /** What both sets permit (SMART-SCOPE-55), in normal form. */
    public ScopeSet meet(ScopeSet other) {
        List<ResourceScope> pieces = new ArrayList<>();
        scopes.forEach(scope -> pieces.addAll(other.overlaps.meets(scope, Work.UNLIMITED)));
        return new ScopeSet(NormalForm.of(pieces, Work.UNLIMITED));
    }

    /** The part of a scope that this set permits, in normal form. */
    public ScopeSet meet(ResourceScope scope) {
        return new ScopeSet(narrow(scope, Work.UNLIMITED));
    }

    List<ResourceScope> narrow(ResourceScope scope, Work work) {
        return NormalForm.of(overlaps.meets(scope, work), work);
    }

    /**
     * A set with the same meaning: scopes that differ only in interactions are merged, those that another single one
     * covers are dropped, and the rest is sorted, all in canonical spelling. As defined in SMART-SCOPE-55, this form is
     * short but not canonical: {@code *.r Patient.rs} stays, although {@code *.r Patient.s} means the same.
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

    /** The scopes as a {@code scope} parameter. */
    @Override
    public String toString() {
        return scopes.stream().map(ResourceScope::spelling).collect(joining(" "));
    }
}
