/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Comparator;
import java.util.Optional;

/**
 * What the interactions of a scope apply to: level, type and restrictions (SMART-SCOPE-51).
 *
 * @param type a resource type or {@code *} for every type, now and in future (SMART-SCOPE-4)
 */
record Target(Level level, String type, Restrictions restrictions) implements Comparable<Target> {

    static final String EVERY_TYPE = "*";

    private static final Comparator<Target> ORDER = Comparator.comparing(Target::level)
            .thenComparing(Target::type)
            .thenComparing(target -> target.restrictions().toString());

    boolean isEveryType() {
        return type.equals(EVERY_TYPE);
    }

    /** Whether the other target includes this one. No list of types includes {@code *}. */
    boolean isWithin(Target other, Work work) {
        return level == other.level
                && (other.isEveryType() || type.equals(other.type))
                && restrictions.implies(other.restrictions, work);
    }

    /** What is in both; empty if that is nothing. */
    Optional<Target> and(Target other, Work work) {
        if (level != other.level || !isEveryType() && !other.isEveryType() && !type.equals(other.type)) {
            return Optional.empty();
        }
        String common = isEveryType() ? other.type : type;
        return restrictions.and(other.restrictions, work).map(both -> new Target(level, common, both));
    }

    @Override
    public int compareTo(Target other) {
        return ORDER.compare(this, other);
    }
}
