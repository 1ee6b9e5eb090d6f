/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

import org.smartpack.keycloak.launch.AccessEnd;

/**
 * Reports a refresh token that {@link RotationGuard} would refuse as inactive (RFC 7662 section 2.2), and shows when
 * the user wants its grant to end.
 */
final class RefreshIntrospection extends RefreshTokenIntrospectionProvider {

    RefreshIntrospection(KeycloakSession session) {
        super(session);
    }

    @Override
    public AccessToken transformAccessToken(AccessToken token, UserSessionModel userSession) {
        AccessToken answer = super.transformAccessToken(token, userSession);
        if (answer != token && AccessEnd.of(token).isPresent()) {
            AccessEnd.show(token, answer);
        }
        return answer;
    }

    @Override
    protected boolean verifyTokenReuse() {
        if (!super.verifyTokenReuse()) {
            return false;
        }
        boolean isStale = realm.isRevokeRefreshToken()
                && RotationGuard.isStale(token, userSession.getAuthenticatedClientSessionByClient(client.getId()));
        if (isStale) {
            eventBuilder.detail(Details.REASON, "Stale token").error(Errors.INVALID_TOKEN);
        }
        return !isStale;
    }
}
