/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeSet;
import org.smartpack.keycloak.scope.Work;

/**
 * The SMART scopes of an existing grant. They limit what a refresh or an exchange can give (SMART-SCOPE-64), however
 * the client's allowances have changed since. Two are equal if the claims that describe them are.
 */
public final class OriginalGrant {

    private static final String ATTRIBUTE = OriginalGrant.class.getName();

    private final String claim;
    private final Set<String> names;
    private final ScopeSet set;
    private final Map<ResourceScope, Integer> places = new HashMap<>();

    private OriginalGrant(String claim) {
        RequestedScopes all = RequestedScopes.of(claim);
        this.claim = claim;
        this.names = all.scopes().stream().map(Scope::spelling).collect(Collectors.toUnmodifiableSet());
        this.set = ScopeSet.of(all.resources());
        set.scopes().forEach(scope -> places.put(scope, places.size()));
    }

    /** The grant that a {@code scope} claim describes. */
    static OriginalGrant of(String scopeClaim) {
        return new OriginalGrant(scopeClaim);
    }

    /** The grant that a {@code scope} claim describes; parsed once per request. */
    public static OriginalGrant of(KeycloakSession session, String scopeClaim) {
        return ScopeMemory.of(session).grant(scopeClaim);
    }

    /**
     * Whether SMART's rules apply to a request within this grant, because either of the two has resource scopes.
     *
     * @param parameter the {@code scope} of the request; may be {@code null}
     */
    public boolean isSmart(KeycloakSession session, String parameter) {
        return !set.isEmpty() || ScopeMemory.of(session).request(parameter).namesResources();
    }

    /** All its resource scopes as one set. */
    ScopeSet set() {
        return set;
    }

    /** All its scopes as they were written. */
    Set<String> names() {
        return names;
    }

    /**
     * Whether the grant contains a scope, either as it is written or within a wider one.
     *
     * @throws Work.TooMuch if it would be too much work to find out
     */
    public boolean holds(Scope scope, Work work) {
        return names.contains(scope.spelling())
                || scope instanceof ResourceScope resource && set.covers(resource, work);
    }

    /** Makes this the limit for everything that is parsed in the rest of the request. */
    public void bind(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    /** The limit that was set for this request. */
    static Optional<OriginalGrant> bound(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, OriginalGrant.class));
    }

    /**
     * The scope that the user consented to and that equals or covers {@code scope}; of several, the first in the grant.
     */
    ResourceScope consentedFor(ResourceScope scope, Work work) {
        Integer place = places.get(scope);
        if (place != null) {
            return set.scopes().get(place);
        }
        return set.covering(scope, work).stream()
                .filter(other -> other.permissions().containsAll(scope.permissions()))
                .min(Comparator.comparing(places::get))
                .orElse(scope);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OriginalGrant that && claim.equals(that.claim);
    }

    @Override
    public int hashCode() {
        return claim.hashCode();
    }
}
