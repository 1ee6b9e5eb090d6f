/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static java.util.Comparator.comparing;

/** The shortest form of several scopes taken together (SMART-SCOPE-7, 55). */
final class NormalForm {

    private NormalForm() {}

    /** Merges scopes that differ only in interactions, drops those that another one covers, and sorts the rest. */
    static List<ResourceScope> of(Collection<ResourceScope> scopes, Work work) {
        Map<Target, Permissions> merged = new LinkedHashMap<>();
        scopes.forEach(scope -> merged.merge(scope.target(), scope.permissions(), Permissions::or));
        List<ResourceScope> distinct = merged.entrySet().stream()
                .map(entry -> ResourceScope.written(entry.getKey(), entry.getValue(), Form.CANONICAL))
                .toList();
        CoverIndex index = new CoverIndex(distinct);
        return distinct.stream()
                .filter(scope -> index.covering(scope.target(), work).stream()
                        .noneMatch(other -> other != scope && scope.isCoveredBy(other, work)))
                .sorted(comparing(ResourceScope::target))
                .toList();
    }
}
