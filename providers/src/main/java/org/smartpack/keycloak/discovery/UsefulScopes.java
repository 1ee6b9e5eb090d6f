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
 * Chooses the resource scopes for {@code scopes_supported} (SMART-DISC-4: all must work, but not all must be listed).
 * The realm's widest allowances tell app developers in a few lines what is available, since everything within one of
 * them can be requested too. Even a realm with thousands of combinations gets a short list.
 */
final class UsefulScopes {

    /**
     * The most scopes that are listed. As a client scope's name has at most 255 characters, this bounds the document.
     */
    static final int LIMIT = 24;

    private static final Comparator<ResourceScope> WIDEST_FIRST = Comparator.comparing(
                    ResourceScope::isEveryType, Comparator.reverseOrder())
            .thenComparing(scope -> scope.restrictions().size())
            .thenComparing(scope -> scope.permissions().interactions().size(), Comparator.reverseOrder())
            .thenComparing(ResourceScope::spelling);

    private UsefulScopes() {}

    /** The widest of the allowances among {@code names}, without those that another one covers. */
    static List<String> within(Collection<String> names, Set<Level> levels) {
        List<ResourceScope> kept = new ArrayList<>();
        names.stream()
                .map(Scope::parseAllowance)
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast)
                .filter(scope -> levels.contains(scope.level()) && !scope.hasPlaceholder())
                .sorted(WIDEST_FIRST)
                .forEach(scope -> {
                    // The widest come first, so comparing with those already kept is enough.
                    if (kept.size() < LIMIT && kept.stream().noneMatch(scope::isCoveredBy)) {
                        kept.add(scope);
                    }
                });
        return kept.stream().map(ResourceScope::spelling).toList();
    }
}
