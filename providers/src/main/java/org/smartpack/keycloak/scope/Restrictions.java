/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

/**
 * All restrictions of a scope, which must hold together: the Q of section 5. Kept without those that another one
 * implies, with those of a single-valued parameter made one, and sorted, so that two of these imply each other only if
 * they are equal.
 */
final class Restrictions {

    static final Restrictions NONE = new Restrictions(List.of());

    private final List<Restriction> items;
    private final String text;

    private Restrictions(List<Restriction> sorted) {
        this.items = List.copyOf(sorted);
        this.text = items.stream().map(Restriction::toString).collect(joining("&"));
    }

    /** The restrictions together; empty if no resource could ever satisfy them. */
    static Optional<Restrictions> of(Collection<Restriction> all) {
        Map<String, Set<Restriction>> byName = new TreeMap<>();
        all.forEach(item -> byName.computeIfAbsent(item.name(), name -> new LinkedHashSet<>())
                .add(item));
        List<Restriction> kept = new ArrayList<>();
        for (Set<Restriction> sameName : byName.values()) {
            if (sameName.stream().allMatch(item -> item.matching() == Matching.SINGLE_VALUED)) {
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

    /** Whether one of these is a template, which only an allowance may have. */
    boolean hasTemplate() {
        return items.stream().anyMatch(Restriction::isAnyValue);
    }

    /** The {@code implies} of section 5: whatever satisfies these satisfies the others. */
    boolean implies(Restrictions others) {
        for (Restriction other : others.items) {
            if (!implies(other)) {
                return false;
            }
        }
        return true;
    }

    // Loops, not streams: a request of thousands of scopes comes here millions of times.
    private boolean implies(Restriction other) {
        for (Restriction item : items) {
            if (item.isWithin(other)) {
                return true;
            }
        }
        return false;
    }

    /** These and the others together; empty if they exclude each other. */
    Optional<Restrictions> and(Restrictions others) {
        if (others.isEmpty()) {
            return Optional.of(this);
        }
        if (isEmpty()) {
            return Optional.of(others);
        }
        List<Restriction> both = new ArrayList<>(items);
        both.addAll(others.items);
        return of(both);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Restrictions that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** What follows the question mark, in canonical spelling. */
    @Override
    public String toString() {
        return text;
    }
}
