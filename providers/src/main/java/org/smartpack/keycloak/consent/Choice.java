/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.List;
import java.util.Optional;

import org.smartpack.keycloak.scope.Permissions;
import org.smartpack.keycloak.scope.ResourceScope;

/**
 * One thing that the user can leave out: a scope in all its spellings or, on a page that would be too long, all scopes
 * for one type of records.
 *
 * @param asked what it stands for, at least one
 * @param records the scopes for health records among these; empty for any other scope
 */
record Choice(List<Asked> asked, List<ResourceScope> records) {

    Choice {
        asked = List.copyOf(asked);
        records = List.copyOf(records);
    }

    static Choice of(List<Asked> asked) {
        return new Choice(
                asked, asked.stream().flatMap(one -> one.records().stream()).toList());
    }

    /** What the page's form says for it: the scope as it was asked for, in its first spelling. */
    String value() {
        return asked.get(0).name();
    }

    /** The one scope for health records that this is, in its first spelling; empty where there are several, or none. */
    Optional<ResourceScope> single() {
        return records.stream().distinct().count() == 1 ? Optional.of(records.get(0)) : Optional.empty();
    }

    /** Whether the user can leave out writing alone. */
    boolean isSplit() {
        return single().filter(scope -> scope.only(Permissions.READ).isPresent()
                        && scope.only(Permissions.WRITE).isPresent())
                .isPresent();
    }

    /** What is left without writing, in all spellings. */
    List<String> readingOnly() {
        return records.stream()
                .flatMap(scope -> scope.only(Permissions.READ).stream())
                .map(ResourceScope::spelling)
                .distinct()
                .toList();
    }
}
