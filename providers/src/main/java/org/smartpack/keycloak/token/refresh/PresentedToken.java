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
 * The refresh token that a client presents. Keycloak has checked its signature and expiry. It isn't modified.
 *
 * @param isOwn whether it is the client's own, not a user's
 */
record PresentedToken(RefreshToken token, boolean isOwn) {

    /**
     * Reads whose token it is and which scopes its grant was denied. Both apply when scopes are read in the rest of the
     * request.
     */
    static PresentedToken read(KeycloakSession session, ClientModel client, RefreshToken token) {
        DroppedScopes.bind(session, token);
        UserModel subject = token.getSubject() == null
                ? null
                : session.users().getUserById(session.getContext().getRealm(), token.getSubject());
        OwnTokenScopes.bind(session, client, subject);
        return new PresentedToken(token, AllowanceSource.isOwn(client, subject));
    }

    /**
     * The scopes of the grant, separated by spaces; {@code null} in an offline token from before Keycloak wrote them
     * there.
     */
    String scope() {
        return token.getScope();
    }

    /**
     * The token with other scopes, since Keycloak takes the scopes of a refresh only from the token. If they differ, it
     * is a copy made through JSON.
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
