/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * The scopes that were requested for a grant and dropped, as its refresh tokens remember them (SMART-SCOPE-3). Keycloak
 * adds the client's current default scopes to every token. A scope that was dropped, and assigned to the client since,
 * must not come back that way. The token holds a short hash of each name, because there may be two hundred names of any
 * length.
 */
public final class DroppedScopes {

    private static final String CLAIM = "smart_dropped";
    private static final String ATTRIBUTE = DroppedScopes.class.getName();
    private static final int HASH_CHARACTERS = 10;

    /** In characters; no client scope has a longer name. */
    private static final int LONGEST_NAME = 255;

    private final Set<String> hashes;

    private DroppedScopes(Set<String> hashes) {
        this.hashes = hashes;
    }

    /**
     * Writes the dropped scopes into a refresh token.
     *
     * @param before the refresh token that this one replaces; {@code null} for a new grant
     */
    public static void write(KeycloakSession session, ClientModel client, RefreshToken before, RefreshToken token) {
        Collection<?> hashes = before != null
                ? claim(before)
                : ScopeOutcome.of(session, client).dropped().stream()
                        .filter(name -> name.length() <= LONGEST_NAME)
                        // Resource scopes are never granted beyond what the grant holds anyway.
                        .filter(name -> !(Scope.parse(name) instanceof ResourceScope))
                        .map(DroppedScopes::hash)
                        .sorted()
                        .toList();
        if (!hashes.isEmpty()) {
            token.getOtherClaims().put(CLAIM, hashes);
        }
    }

    private static Collection<?> claim(RefreshToken token) {
        return token.getOtherClaims().get(CLAIM) instanceof Collection<?> claim ? claim : List.of();
    }

    /** Keeps the dropped scopes of a grant out of everything that is read in the rest of the request. */
    public static void bind(KeycloakSession session, RefreshToken token) {
        session.setAttribute(
                ATTRIBUTE,
                new DroppedScopes(
                        Set.copyOf(claim(token).stream().map(String::valueOf).toList())));
    }

    /** The dropped scopes of the grant that is being refreshed. */
    static Optional<DroppedScopes> bound(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, DroppedScopes.class));
    }

    /** Whether a scope was requested for the grant that is being refreshed, and dropped. */
    static boolean has(KeycloakSession session, String name) {
        return bound(session)
                .filter(bound -> !bound.hashes.isEmpty() && bound.hashes.contains(hash(name)))
                .isPresent();
    }

    private static String hash(String name) {
        return HashUtils.sha256UrlEncodedHash(name, StandardCharsets.UTF_8).substring(0, HASH_CHARACTERS);
    }
}
