/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.MultivaluedMap;

/**
 * The ticks of the page's form. What they say about anything that the page doesn't show counts for nothing.
 *
 * @param scopes the {@link Choice#value() values} that are ticked; empty if the user hasn't sent the form yet, and all
 *     are
 * @param writing those of them with writing
 */
record Ticks(Optional<Set<String>> scopes, Set<String> writing) {

    /** The page as it is first shown: whoever agrees to all of it needn't do more. */
    static final Ticks ALL = new Ticks(Optional.empty(), Set.of());

    private static final String SCOPE = "scope";
    private static final String WRITING = "write";

    static Ticks of(MultivaluedMap<String, String> form) {
        return new Ticks(Optional.of(values(form, SCOPE)), values(form, WRITING));
    }

    private static Set<String> values(MultivaluedMap<String, String> form, String name) {
        return new HashSet<>(form.getOrDefault(name, List.of()));
    }

    boolean has(Choice choice) {
        return scopes.map(values -> values.contains(choice.value())).orElse(true);
    }

    /** Whether writing is ticked too, which counts only where it is a choice of its own. */
    boolean hasWriting(Choice choice) {
        return scopes.isEmpty() || writing.contains(choice.value());
    }
}
