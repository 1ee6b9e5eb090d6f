/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Finds the scopes that overlap with a given one, without looking at those of other types. */
final class OverlapIndex {

    private final Map<Level, Map<String, Map<Permissions, List<ResourceScope>>>> files = new EnumMap<>(Level.class);

    OverlapIndex(Collection<ResourceScope> scopes) {
        scopes.forEach(scope -> files.computeIfAbsent(scope.level(), level -> new HashMap<>())
                .computeIfAbsent(scope.type(), type -> new LinkedHashMap<>())
                .computeIfAbsent(scope.permissions(), permissions -> new ArrayList<>())
                .add(scope));
    }

    /** What the scope has in common with each scope, in no particular order. */
    List<ResourceScope> meets(ResourceScope scope, Work work) {
        List<ResourceScope> pieces = new ArrayList<>();
        forEachMeet(scope, work, (candidate, piece) -> pieces.add(piece));
        return pieces;
    }

    /** The scopes that overlap with the given one, in no particular order. */
    List<ResourceScope> overlapping(ResourceScope scope, Work work) {
        List<ResourceScope> found = new ArrayList<>();
        forEachMeet(scope, work, (candidate, piece) -> found.add(candidate));
        return found;
    }

    private void forEachMeet(ResourceScope scope, Work work, BiConsumer<ResourceScope, ResourceScope> action) {
        Map<String, Map<Permissions, List<ResourceScope>>> byType = files.getOrDefault(scope.level(), Map.of());
        List<String> types =
                scope.isEveryType() ? List.copyOf(byType.keySet()) : List.of(scope.type(), Target.EVERY_TYPE);
        for (String type : types) {
            byType.getOrDefault(type, Map.of()).forEach((permissions, candidates) -> {
                work.spend(1);
                if (!permissions.and(scope.permissions()).isEmpty()) {
                    candidates.forEach(candidate ->
                            scope.meet(candidate, work).ifPresent(piece -> action.accept(candidate, piece)));
                }
            });
        }
    }
}
