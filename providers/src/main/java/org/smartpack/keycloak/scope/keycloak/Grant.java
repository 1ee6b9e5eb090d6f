/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeParameter;
import org.smartpack.keycloak.scope.ScopeSet;

/**
 * The SMART scopes of a grant that was made before: the most that a refresh or an exchange can give (SMART-SCOPE-64),
 * whatever the client's allowances have become since.
 *
 * @param scopes its resource scopes
 * @param set the same taken together
 * @param names all its scopes as they were written
 */
record Grant(List<ResourceScope> scopes, ScopeSet set, Set<String> names) {

    private static final String ATTRIBUTE = Grant.class.getName();

    /** The grant that a {@code scope} claim describes. */
    static Grant of(String scopeClaim) {
        List<String> names = ScopeParameter.split(scopeClaim);
        List<ResourceScope> scopes = names.stream()
                .map(Scope::parse)
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast)
                .toList();
        return new Grant(scopes, ScopeSet.of(scopes), Set.copyOf(names));
    }

    /** Whether a scope is in the grant: as it is written, or inside what it gives. */
    boolean holds(Scope scope) {
        return names.contains(scope.spelling()) || scope instanceof ResourceScope resource && set.covers(resource);
    }

    /** Makes this the ceiling of everything that is parsed for the rest of the request. */
    void bind(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    /** The ceiling that was set for this request. */
    static Optional<Grant> bound(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, Grant.class));
    }

    /** The scope of the grant that the user agreed to and that {@code scope} is, or is a part of. */
    ResourceScope consentedFor(ResourceScope scope) {
        return scopes.stream()
                .filter(scope::equals)
                .findFirst()
                .or(() -> scopes.stream().filter(scope::isCoveredBy).findFirst())
                .orElse(scope);
    }
}
