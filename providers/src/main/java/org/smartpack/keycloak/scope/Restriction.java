/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import static java.util.Collections.unmodifiableSortedSet;
import static java.util.stream.Collectors.joining;

/**
 * One restriction of a scope, {@code name=value,value}. A resource satisfies it if it has one of the values
 * (SMART-SCOPE-20). Immutable. Two are equal if name and values are, in whatever order and encoding they were written.
 *
 * <p><b>What separates values.</b> Only a literal comma separates values. A percent-encoded comma doesn't, although a
 * FHIR server that decodes first would treat it as one. Neither does a comma after a FHIR escape ({@code %5C,}),
 * although a server that splits first would treat it as one. As servers differ, these spellings must not be treated as
 * equal: an allowance for one of them permits only that one. So in {@link #values()} an encoded comma stays
 * {@code %2C}, and an encoded percent sign therefore stays {@code %25}; everything else is decoded once
 * (SMART-SCOPE-25).
 */
public final class Restriction {

    private final String name;
    private final SortedSet<String> values;
    private final Set<String> lookup;
    private final Matching matching;
    private final String text;

    private Restriction(String name, SortedSet<String> values, Matching matching) {
        this.name = name;
        this.values = values;
        this.lookup = Set.copyOf(values);
        this.matching = matching;
        this.text = values.stream().map(PercentCoding::encode).collect(joining(",", name + "=", ""));
    }

    static Restriction of(String name, Collection<String> values, Matching matching) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A restriction without values would not restrict");
        }
        return new Restriction(name, unmodifiableSortedSet(new TreeSet<>(values)), matching);
    }

    /** The template of an allowance: the parameter must be restricted, to any value (SMART-SCOPE-26). */
    static Restriction byAnyValue(String name, Matching matching) {
        return new Restriction(name, unmodifiableSortedSet(new TreeSet<>()), matching);
    }

    /** The search parameter, including its modifier and chain. */
    public String name() {
        return name;
    }

    /** The values of which a resource must have one; empty if {@link #isAnyValue()}. */
    public SortedSet<String> values() {
        return values;
    }

    /** Whether this is the template {@code name=} of an allowance, which stands for any value. */
    public boolean isAnyValue() {
        return values.isEmpty();
    }

    /** Whether a value is a placeholder that a profile fills in, see {@link ScopeDialect}. */
    public boolean hasPlaceholder() {
        return values.stream().anyMatch(ScopeRules.PLACEHOLDERS::contains);
    }

    Matching matching() {
        return matching;
    }

    /**
     * Whether the other restriction lets through everything that this one does: it has the same name and all its
     * values.
     */
    boolean isWithin(Restriction other) {
        return isWithin(other, Work.UNLIMITED);
    }

    boolean isWithin(Restriction other, Work work) {
        work.spend(1);
        if (!name.equals(other.name)) {
            return false;
        }
        if (matching == Matching.EXACT || other.matching == Matching.EXACT) {
            return equals(other);
        }
        if (isAnyValue() || other.isAnyValue()) {
            return other.isAnyValue();
        }
        if (values.size() >= other.values.size()) {
            return equals(other);
        }
        work.spend(values.size());
        return other.lookup.containsAll(lookup);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Restriction that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The canonical spelling: values sorted, percent-encoding only where it is needed (SMART-SCOPE-24, 25). */
    @Override
    public String toString() {
        return text;
    }
}
