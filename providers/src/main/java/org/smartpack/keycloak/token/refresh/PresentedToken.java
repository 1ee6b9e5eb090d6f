/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

import java.util.Objects;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.JsonSerialization;

import org.smartpack.keycloak.allowance.AllowanceSource;
import org.smartpack.keycloak.allowance.DroppedScopes;
import org.smartpack.keycloak.allowance.OwnTokenScopes;

/**
 * The refresh token that a client presents, its signature and expiry checked by Keycloak. It stays as it is.
 *
 * @param isOwn whether the client has it on its own behalf
 */
record PresentedToken(RefreshToken token, boolean isOwn) {

    /** Reads whose token it is and what its grant was denied; scopes are read by both for the rest of the request. */
    static PresentedToken read(KeycloakSession session, ClientModel client, RefreshToken token) {
        DroppedScopes.bind(session, token);
        UserModel subject = token.getSubject() == null
                ? null
                : session.users().getUserById(session.getContext().getRealm(), token.getSubject());
        OwnTokenScopes.bind(session, client, subject);
        return new PresentedToken(token, AllowanceSource.isOwn(client, subject));
    }

    /** The scopes of the grant, separated by spaces; {@code null} in an offline token from before Keycloak wrote them there. */
    String scope() {
        return token.getScope();
    }

    /**
     * The token with other scopes: Keycloak has no other place from which it would take those of a refresh. A copy, the way it
     * came over the wire, where they differ.
     *
     * @param scope separated by spaces; may be {@code null}
     */
    RefreshToken withScope(String scope) {
        if (Objects.equals(scope, scope())) {
            return token;
        }
        RefreshToken copy = JsonSerialization.mapper.convertValue(token, RefreshToken.class);
        copy.setScope(scope);
        return copy;
    }
}
