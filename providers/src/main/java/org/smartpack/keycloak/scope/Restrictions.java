/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

/**
 * All restrictions of a scope, which must all be satisfied (SMART-SCOPE-50). Implied restrictions are removed, those of
 * a single-valued parameter are merged, and the rest is sorted. So two instances imply each other only if they are
 * equal.
 */
final class Restrictions {

    static final Restrictions NONE = new Restrictions(List.of());

    private final List<Restriction> items;
    private final String text;

    private Restrictions(List<Restriction> sorted) {
        this.items = List.copyOf(sorted);
        this.text = items.stream().map(Restriction::toString).collect(joining("&"));
    }

    /** Combines restrictions; empty if no resource could ever satisfy them. */
    static Optional<Restrictions> of(Collection<Restriction> all) {
        List<Restriction> kept = new ArrayList<>();
        for (Set<Restriction> sameName : byName(all).values()) {
            if (areSingleValued(sameName)) {
                Optional<Restriction> common = common(sameName);
                if (common.isEmpty()) {
                    return Optional.empty();
                }
                kept.add(common.get());
            } else {
                sameName.stream()
                        .filter(item -> sameName.stream().noneMatch(other -> other != item && other.isWithin(item)))
                        .sorted(comparing(Restriction::toString))
                        .forEach(kept::add);
            }
        }
        return Optional.of(new Restrictions(kept));
    }

    private static SortedMap<String, Set<Restriction>> byName(Collection<Restriction> all) {
        SortedMap<String, Set<Restriction>> byName = new TreeMap<>();
        all.forEach(item -> byName.computeIfAbsent(item.name(), name -> new LinkedHashSet<>())
                .add(item));
        return byName;
    }

    private static boolean areSingleValued(Set<Restriction> sameName) {
        return sameName.stream().allMatch(item -> item.matching() == Matching.SINGLE_VALUED);
    }

    private static Optional<Restriction> common(Set<Restriction> sameName) {
        Restriction first = sameName.iterator().next();
        List<Restriction> valued =
                sameName.stream().filter(item -> !item.isAnyValue()).toList();
        if (valued.isEmpty()) {
            return Optional.of(first);
        }
        Set<String> values = new TreeSet<>(valued.get(0).values());
        valued.forEach(item -> values.retainAll(item.values()));
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(Restriction.of(first.name(), values, first.matching()));
    }

    List<Restriction> items() {
        return items;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** Whether one of them is a template, which only an allowance may have. */
    boolean hasTemplate() {
        return items.stream().anyMatch(Restriction::isAnyValue);
    }

    /** SMART-SCOPE-50: whatever satisfies these satisfies the others. */
    boolean implies(Restrictions others, Work work) {
        if (equals(others)) {
            work.spend(1);
            return true;
        }
        for (Restriction other : others.items) {
            if (!implies(other, work)) {
                return false;
            }
        }
        return true;
    }

    // Loops, not streams: a request with thousands of scopes comes here millions of times.
    private boolean implies(Restriction other, Work work) {
        for (Restriction item : items) {
            if (item.isWithin(other, work)) {
                return true;
            }
        }
        return false;
    }

    /** Both combined; empty if they exclude each other. */
    Optional<Restrictions> and(Restrictions others, Work work) {
        if (others.isEmpty()) {
            return Optional.of(this);
        }
        if (isEmpty()) {
            return Optional.of(others);
        }
        SortedMap<String, Set<Restriction>> mine = byName(items);
        SortedMap<String, Set<Restriction>> theirs = byName(others.items);
        SortedSet<String> names = new TreeSet<>(mine.keySet());
        names.addAll(theirs.keySet());
        List<Restriction> both = new ArrayList<>();
        for (String name : names) {
            List<Restriction> together =
                    together(mine.getOrDefault(name, Set.of()), theirs.getOrDefault(name, Set.of()), work);
            if (together.isEmpty()) {
                return Optional.empty();
            }
            both.addAll(together);
        }
        return Optional.of(new Restrictions(both));
    }

    /**
     * Combines two sets of restrictions with the same name, neither of which has implied ones; empty if they exclude
     * each other.
     */
    private static List<Restriction> together(Set<Restriction> mine, Set<Restriction> theirs, Work work) {
        Set<Restriction> all = new LinkedHashSet<>(mine);
        all.addAll(theirs);
        if (!mine.isEmpty() && !theirs.isEmpty() && areSingleValued(all)) {
            return common(all).map(List::of).orElse(List.of());
        }
        return all.stream()
                .filter(item -> !isImplied(item, mine, work) && !isImplied(item, theirs, work))
                .sorted(comparing(Restriction::toString))
                .toList();
    }

    /** Whether another restriction in the set implies this one. That is impossible if this one is in the set. */
    private static boolean isImplied(Restriction item, Set<Restriction> others, Work work) {
        return !others.contains(item) && others.stream().anyMatch(other -> other.isWithin(item, work));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Restrictions that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text after the question mark, in canonical spelling. */
    @Override
    public String toString() {
        return text;
    }
}
