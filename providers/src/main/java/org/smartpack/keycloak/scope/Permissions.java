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
import java.util.stream.IntStream;

import static java.util.Collections.unmodifiableSet;

/** A set of interactions, printed in the v2 syntax: letters of {@code cruds}, always in that order. Immutable. */
public final class Permissions {

    private static final List<Permissions> EACH = IntStream.range(0, 1 << Interaction.values().length)
            .mapToObj(Permissions::new)
            .toList();

    /** The meaning of {@code .read} in v1 (SMART-SCOPE-30). */
    public static final Permissions READ = of(Interaction.READ, Interaction.SEARCH);
    /** The meaning of {@code .write} in v1 (SMART-SCOPE-30). */
    public static final Permissions WRITE = of(Interaction.CREATE, Interaction.UPDATE, Interaction.DELETE);
    /** The meaning of {@code .*} in v1 (SMART-SCOPE-30). */
    public static final Permissions ALL = of(Interaction.values());
    /** No interaction; no scope has this. */
    public static final Permissions NONE = of();

    /** One bit for each interaction. */
    private final int bits;

    private final Set<Interaction> interactions;
    private final String letters;

    private Permissions(int bits) {
        EnumSet<Interaction> set = EnumSet.noneOf(Interaction.class);
        StringBuilder word = new StringBuilder();
        for (Interaction interaction : Interaction.values()) {
            if ((bits & bit(interaction)) != 0) {
                set.add(interaction);
                word.append(interaction.letter());
            }
        }
        this.bits = bits;
        this.interactions = unmodifiableSet(set);
        this.letters = word.toString();
    }

    private static int bit(Interaction interaction) {
        return 1 << interaction.ordinal();
    }

    /** The permissions for these interactions, in any order. */
    public static Permissions of(Interaction... interactions) {
        return of(List.of(interactions));
    }

    /** The permissions for these interactions, in any order. */
    public static Permissions of(Collection<Interaction> interactions) {
        int bits = 0;
        for (Interaction interaction : interactions) {
            bits |= bit(interaction);
        }
        return EACH.get(bits);
    }

    /** Reads the letters of the v2 syntax: a non-empty part of {@code cruds} in this order (SMART-SCOPE-2). */
    static Optional<Permissions> fromLetters(String letters) {
        int bits = 0;
        int read = 0;
        for (Interaction interaction : Interaction.values()) {
            if (read < letters.length() && letters.charAt(read) == interaction.letter()) {
                bits |= bit(interaction);
                read++;
            }
        }
        return read == letters.length() && read > 0 ? Optional.of(EACH.get(bits)) : Optional.empty();
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

    /** The word of the v1 syntax, if there is one for exactly these interactions (SMART-SCOPE-32). */
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
        return bits == 0;
    }

    public boolean contains(Interaction interaction) {
        return (bits & bit(interaction)) != 0;
    }

    public boolean containsAll(Permissions other) {
        return (other.bits & ~bits) == 0;
    }

    /** The interactions that are in both. */
    public Permissions and(Permissions other) {
        return EACH.get(bits & other.bits);
    }

    /** The interactions that are in either. */
    public Permissions or(Permissions other) {
        return EACH.get(bits | other.bits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Permissions that && bits == that.bits;
    }

    @Override
    public int hashCode() {
        return bits;
    }

    /** The letters of the v2 syntax. */
    @Override
    public String toString() {
        return letters;
    }
}
