/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.Map;
import java.util.Optional;

import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.JsonWebToken;

/**
 * When a grant ends, because its user has chosen so. It is decided with the authorization code and stands in every
 * token of the grant, so that no session, later login or other grant can change it. Keycloak's own limits may end the
 * access earlier.
 *
 * @param at the first moment without access, in seconds since 1970
 */
public record AccessEnd(long at) {

    /**
     * The claim of access and refresh tokens, and the member of introspection responses: a NumericDate (RFC 7519
     * section 2). {@code exp} says when the token ends, which is often earlier.
     */
    public static final String CLAIM = "access_ends_at";

    private static final String ATTRIBUTE = AccessEnd.class.getName();

    /** The end in a token with a valid signature; empty if the user has chosen none. */
    public static Optional<AccessEnd> of(JsonWebToken token) {
        return token.getOtherClaims().get(CLAIM) instanceof Number at
                ? Optional.of(new AccessEnd(at.longValue()))
                : Optional.empty();
    }

    /** Makes this the end of all tokens that are made in the rest of the request. */
    public void bind(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    /** The end of the grant for which tokens are made in this request, if any. */
    public static Optional<AccessEnd> bound(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, AccessEnd.class));
    }

    /** Whether there is no access any more. */
    public boolean isPast() {
        return Time.currentTimeSeconds() >= at;
    }

    /** Writes this end into a token, which then expires no later. */
    public void limit(JsonWebToken token) {
        Long expires = token.getExp();
        if (expires == null || expires == 0 || expires > at) {
            token.exp(at);
        }
        token.getOtherClaims().put(CLAIM, at);
    }

    /** Shows the end of a token in an introspection response, and nothing else under that name. */
    public static void show(JsonWebToken token, JsonWebToken answer) {
        Map<String, Object> members = answer.getOtherClaims();
        members.remove(CLAIM);
        of(token).ifPresent(end -> members.put(CLAIM, end.at()));
    }
}
