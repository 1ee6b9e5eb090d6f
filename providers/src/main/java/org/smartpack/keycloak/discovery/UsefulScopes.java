/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * The resource scopes that {@code scopes_supported} names (SMART-DISC-4: all must work, but not all must be listed).
 * The widest allowances of the realm tell an app developer what can be had, in a few lines: whatever lies inside one of
 * them can be asked for too. A realm that enumerates thousands of combinations gets a short list all the same.
 */
final class UsefulScopes {

    /** How many are listed at most. A client scope's name has at most 255 characters, so this bounds the document. */
    static final int LIMIT = 24;

    private static final Comparator<ResourceScope> WIDEST_FIRST = Comparator.comparing(
                    ResourceScope::isEveryType, Comparator.reverseOrder())
            .thenComparing(scope -> scope.restrictions().size())
            .thenComparing(scope -> scope.permissions().interactions().size(), Comparator.reverseOrder())
            .thenComparing(ResourceScope::spelling);

    private UsefulScopes() {}

    /** The widest of the allowances among {@code names}, without those that another one holds. */
    static List<String> within(Collection<String> names, Set<Level> levels) {
        List<ResourceScope> kept = new ArrayList<>();
        names.stream()
                .map(Scope::parseAllowance)
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast)
                .filter(scope -> levels.contains(scope.level()) && !scope.hasPlaceholder())
                .sorted(WIDEST_FIRST)
                .forEach(scope -> {
                    // The widest come first, so that comparing with the few that were kept is enough.
                    if (kept.size() < LIMIT && kept.stream().noneMatch(scope::isCoveredBy)) {
                        kept.add(scope);
                    }
                });
        return kept.stream().map(ResourceScope::spelling).toList();
    }
}
