/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.IDToken;

import org.smartpack.keycloak.launch.GrantContext;

/** Replaces Keycloak's response to the token request of a grant that gives no access. */
final class ContextOnlyGrant {

    private final KeycloakSession session;
    private final IDToken idToken;
    private final GrantContext grant;
    private final ContextOnlyResponse profile;

    private ContextOnlyGrant(
            KeycloakSession session, IDToken idToken, GrantContext grant, ContextOnlyResponse profile) {
        this.session = session;
        this.idToken = idToken;
        this.grant = grant;
        this.profile = profile;
    }

    /** Empty if the realm's profile doesn't (or no longer) support such grants, or there is no id_token. */
    static Optional<ContextOnlyGrant> of(KeycloakSession session, IDToken idToken, GrantContext grant) {
        return idToken == null
                ? Optional.empty()
                : ContextOnlyResponse.of(session)
                        .map(profile -> new ContextOnlyGrant(session, idToken, grant, profile));
    }

    /**
     * Replaces the response. The id_token is signed again, because Keycloak's has the hash of an access token that
     * nobody gets.
     */
    Response replace(Response keycloak) {
        profile.describe(idToken, grant);
        idToken.setAccessTokenHash(null);
        return Response.fromResponse(keycloak)
                .entity(profile.answer(session.tokens().encodeAndEncrypt(idToken), grant))
                .build();
    }
}
