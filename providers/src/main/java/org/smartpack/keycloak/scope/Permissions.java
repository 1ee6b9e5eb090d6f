/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static java.util.Collections.unmodifiableSet;

/** A set of interactions, printed as in the v2 syntax: {@code cruds}, always in that order. Immutable. */
public final class Permissions {

    /** What {@code .read} of v1 means (SMART-SCOPE-30). */
    public static final Permissions READ = of(Interaction.READ, Interaction.SEARCH);
    /** What {@code .write} of v1 means (SMART-SCOPE-30). */
    public static final Permissions WRITE = of(Interaction.CREATE, Interaction.UPDATE, Interaction.DELETE);
    /** What {@code .*} of v1 means (SMART-SCOPE-30). */
    public static final Permissions ALL = of(Interaction.values());
    /** No interaction; no scope has these. */
    public static final Permissions NONE = of();

    private final Set<Interaction> interactions;

    private Permissions(EnumSet<Interaction> interactions) {
        this.interactions = unmodifiableSet(interactions);
    }

    /** The permissions for the interactions named, in any order. */
    public static Permissions of(Interaction... interactions) {
        return of(List.of(interactions));
    }

    /** The permissions for the interactions given, in any order. */
    public static Permissions of(Collection<Interaction> interactions) {
        EnumSet<Interaction> set = EnumSet.noneOf(Interaction.class);
        set.addAll(interactions);
        return new Permissions(set);
    }

    /** Reads the letters of the v2 syntax: a non-empty part of {@code cruds} in this order (SMART-SCOPE-2). */
    static Optional<Permissions> fromLetters(String letters) {
        EnumSet<Interaction> set = EnumSet.noneOf(Interaction.class);
        int read = 0;
        for (Interaction interaction : Interaction.values()) {
            if (read < letters.length() && letters.charAt(read) == interaction.letter()) {
                set.add(interaction);
                read++;
            }
        }
        return read == letters.length() && read > 0 ? Optional.of(new Permissions(set)) : Optional.empty();
    }

    /** Reads the word of the v1 syntax: {@code read}, {@code write} or {@code *}. */
    static Optional<Permissions> fromWord(String word) {
        return switch (word) {
            case "read" -> Optional.of(READ);
            case "write" -> Optional.of(WRITE);
            case "*" -> Optional.of(ALL);
            default -> Optional.empty();
        };
    }

    /** The word of the v1 syntax, where there is one for exactly these interactions (SMART-SCOPE-32). */
    Optional<String> word() {
        if (equals(READ)) {
            return Optional.of("read");
        }
        if (equals(WRITE)) {
            return Optional.of("write");
        }
        return equals(ALL) ? Optional.of("*") : Optional.empty();
    }

    /** The interactions, unmodifiable, in the order of {@code cruds}. */
    public Set<Interaction> interactions() {
        return interactions;
    }

    public boolean isEmpty() {
        return interactions.isEmpty();
    }

    public boolean contains(Interaction interaction) {
        return interactions.contains(interaction);
    }

    public boolean containsAll(Permissions other) {
        return interactions.containsAll(other.interactions);
    }

    /** What both hold. */
    public Permissions and(Permissions other) {
        EnumSet<Interaction> both = EnumSet.noneOf(Interaction.class);
        both.addAll(interactions);
        both.retainAll(other.interactions);
        return new Permissions(both);
    }

    /** What either holds. */
    public Permissions or(Permissions other) {
        EnumSet<Interaction> either = EnumSet.noneOf(Interaction.class);
        either.addAll(interactions);
        either.addAll(other.interactions);
        return new Permissions(either);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Permissions that && interactions.equals(that.interactions);
    }

    @Override
    public int hashCode() {
        // Not the set's own: that sums identity hash codes of enum constants and differs from run to run.
        return toString().hashCode();
    }

    /** The letters of the v2 syntax. */
    @Override
    public String toString() {
        StringBuilder letters = new StringBuilder();
        interactions.forEach(interaction -> letters.append(interaction.letter()));
        return letters.toString();
    }
}
