/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

/**
 * Finds the scopes that cover a given one, without comparing it with all of them.
 *
 * <p>A scope is filed under its rarest restriction, once for each value. Anything that it covers has a restriction by
 * the same name whose values are all among these. So it is found by looking up one value of each restriction, the one
 * with the fewest scopes. A request with thousands of granular scopes is thus pruned in about linear time, and one that
 * was made to be slow reaches the limit of the {@link Work}.
 */
final class CoverIndex {

    private static final String NO_NAME = "";
    private static final String ANY_VALUE = "";

    private record Key(Level level, String type, String name, String value) {}

    private final Map<Key, List<ResourceScope>> files = new HashMap<>();

    CoverIndex(Collection<ResourceScope> scopes) {
        Map<Key, Long> frequency = new HashMap<>();
        for (ResourceScope scope : scopes) {
            for (Restriction restriction : scope.target().restrictions().items()) {
                keys(scope.target(), restriction).forEach(key -> frequency.merge(key, 1L, Long::sum));
            }
        }
        for (ResourceScope scope : scopes) {
            Target target = scope.target();
            List<Key> rarest = target.restrictions().items().stream()
                    .map(restriction -> keys(target, restriction))
                    .min(comparingLong(
                            keys -> keys.stream().mapToLong(frequency::get).sum()))
                    .orElseGet(() -> List.of(new Key(target.level(), target.type(), NO_NAME, ANY_VALUE)));
            rarest.forEach(key ->
                    files.computeIfAbsent(key, unused -> new ArrayList<>()).add(scope));
        }
    }

    private static List<Key> keys(Target target, Restriction restriction) {
        if (restriction.isAnyValue()) {
            return List.of(new Key(target.level(), target.type(), restriction.name(), ANY_VALUE));
        }
        return restriction.values().stream()
                .map(value -> new Key(target.level(), target.type(), restriction.name(), value))
                .toList();
    }

    /** A new list of the scopes whose level, type and restrictions cover the target; some may occur twice. */
    List<ResourceScope> covering(Target target, Work work) {
        List<ResourceScope> found = new ArrayList<>();
        List<String> types =
                target.isEveryType() ? List.of(Target.EVERY_TYPE) : List.of(target.type(), Target.EVERY_TYPE);
        for (String type : types) {
            Target wanted = new Target(target.level(), type, target.restrictions());
            collect(new Key(target.level(), type, NO_NAME, ANY_VALUE), target, found, work);
            for (Restriction restriction : target.restrictions().items()) {
                collect(new Key(target.level(), type, restriction.name(), ANY_VALUE), target, found, work);
                if (!restriction.isAnyValue()) {
                    collect(leastUsed(wanted, restriction, work), target, found, work);
                }
            }
        }
        return found;
    }

    /**
     * Every scope that covers the restriction is filed under all of its values, so the value with the fewest scopes is
     * enough.
     */
    private Key leastUsed(Target target, Restriction restriction, Work work) {
        List<Key> keys = keys(target, restriction);
        work.spend(keys.size());
        return keys.stream()
                .min(comparingInt(key -> files.getOrDefault(key, List.of()).size()))
                .orElseThrow();
    }

    /**
     * Level and type are those of the key, so that only the restrictions are left to compare. To compare them again
     * would cost more than it looks: the compiler expects that they agree, and starts over when they don't.
     */
    private void collect(Key key, Target target, List<ResourceScope> found, Work work) {
        for (ResourceScope candidate : files.getOrDefault(key, List.of())) {
            work.spend(1);
            if (target.restrictions().implies(candidate.target().restrictions(), work)) {
                found.add(candidate);
            }
        }
    }
}
