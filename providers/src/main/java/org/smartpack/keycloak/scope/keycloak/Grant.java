/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.List;
import java.util.Optional;

import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeParameter;
import org.smartpack.keycloak.scope.ScopeSet;

/**
 * The SMART scopes of a grant that was made before: the most that a refresh or an exchange can give (SMART-SCOPE-64),
 * whatever the client's allowances have become since.
 */
record Grant(List<ResourceScope> scopes, ScopeSet set) {

    private static final String ATTRIBUTE = Grant.class.getName();

    /** The grant that a {@code scope} claim describes. */
    static Grant of(String scopeClaim) {
        List<ResourceScope> scopes = ScopeParameter.split(scopeClaim).stream()
                .map(Scope::parse)
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast)
                .toList();
        return new Grant(scopes, ScopeSet.of(scopes));
    }

    /** Makes this the ceiling of everything that is parsed for the rest of the request. */
    void bind(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    /** The ceiling that was set for this request. */
    static Optional<Grant> bound(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, Grant.class));
    }

    /** The scope that the user agreed to and that {@code scope} is a part of. */
    String consentedFor(ResourceScope scope) {
        return scopes.stream()
                .filter(scope::isCoveredBy)
                .findFirst()
                .map(ResourceScope::spelling)
                .orElse(scope.spelling());
    }
}
