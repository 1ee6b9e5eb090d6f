/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

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
    private final Map<Level, Map<String, List<ResourceScope>>> byLevelAndType = new EnumMap<>(Level.class);

    private ScopeSet(List<ResourceScope> scopes) {
        this.scopes = scopes;
        this.index = new CoverIndex(scopes);
        scopes.forEach(scope -> byLevelAndType
                .computeIfAbsent(scope.level(), level -> new HashMap<>())
                .computeIfAbsent(scope.type(), type -> new ArrayList<>())
                .add(scope));
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
     * The relation {@code <=} of section 5, by interaction: for each interaction of the scope some scope of this set covers
     * it. A list of types never covers {@code *}, and values of several scopes are not added up.
     */
    public boolean covers(ResourceScope scope) {
        return index.covering(scope.target()).stream()
                .map(ResourceScope::permissions)
                .reduce(Permissions.NONE, Permissions::or)
                .containsAll(scope.permissions());
    }

    /** Whether this set covers each scope of the other. */
    public boolean covers(ScopeSet other) {
        return other.scopes.stream().allMatch(this::covers);
    }

    /** What both sets permit (section 5), in normal form. */
    public ScopeSet meet(ScopeSet other) {
        List<ResourceScope> pieces = new ArrayList<>();
        scopes.forEach(scope -> pieces.addAll(other.meets(scope)));
        return new ScopeSet(NormalForm.of(pieces));
    }

    /** What this set permits of a scope, in normal form. */
    public ScopeSet meet(ResourceScope scope) {
        return new ScopeSet(narrow(scope));
    }

    List<ResourceScope> narrow(ResourceScope scope) {
        return NormalForm.of(meets(scope));
    }

    private List<ResourceScope> meets(ResourceScope scope) {
        Map<String, List<ResourceScope>> byType = byLevelAndType.getOrDefault(scope.level(), Map.of());
        List<ResourceScope> pieces = new ArrayList<>();
        byType.forEach((type, candidates) -> {
            if (scope.isEveryType() || type.equals(scope.type()) || type.equals(Target.EVERY_TYPE)) {
                candidates.forEach(candidate -> scope.meet(candidate).ifPresent(pieces::add));
            }
        });
        return pieces;
    }

    /**
     * The same with scopes merged that differ in interactions only, scopes dropped that another single one covers, and
     * the rest sorted; every scope in canonical spelling. Keeps the meaning. As section 5 defines it this is short, not
     * canonical: {@code *.r Patient.rs} stays, though {@code *.r Patient.s} means the same.
     */
    public ScopeSet normalForm() {
        return new ScopeSet(NormalForm.of(scopes));
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
