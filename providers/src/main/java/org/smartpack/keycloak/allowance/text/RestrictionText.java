/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance.text;

import java.util.Optional;

import org.smartpack.keycloak.scope.ResourceScope;

/** The restrictions of a scope in plain words. */
final class RestrictionText {

    private final Words words;

    RestrictionText(Words words) {
        this.words = words;
    }

    Optional<String> of(ResourceScope scope) {
        return words.list(
                "smartAnd",
                scope.restrictions().stream()
                        .map(restriction -> words.of("smartOnlyWhere", SafeText.ofScope(restriction.toString())))
                        .toList());
    }
}
