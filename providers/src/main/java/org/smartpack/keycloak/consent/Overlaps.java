/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.ScopeSet;
import org.smartpack.keycloak.scope.Work;

/**
 * Choices that another one includes, at least in part: leaving out such a choice alone changes nothing, or little.
 *
 * @param within the choices that another one includes
 */
record Overlaps(Set<Choice> within) {

    /** Finds them, within the work that one request may cost: a page that took more doesn't tell. */
    static Overlaps among(List<Choice> choices) {
        ScopeSet all = ScopeSet.of(choices.stream()
                .map(Choice::records)
                .flatMap(Collection::stream)
                .toList());
        Work work = Work.limited();
        Set<Choice> within = new HashSet<>();
        try {
            for (Choice choice : choices) {
                if (choice.single()
                        .filter(scope -> isWithinAnother(scope, all, work))
                        .isPresent()) {
                    within.add(choice);
                }
            }
        } catch (Work.TooMuch tooMuch) {
            return new Overlaps(Set.of());
        }
        return new Overlaps(within);
    }

    private static boolean isWithinAnother(ResourceScope scope, ScopeSet all, Work work) {
        return all.covering(scope, work).stream().anyMatch(other -> !other.equals(scope));
    }

    boolean isWithinAnother(Choice choice) {
        return within.contains(choice);
    }
}
