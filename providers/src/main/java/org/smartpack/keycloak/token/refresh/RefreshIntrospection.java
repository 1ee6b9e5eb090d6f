/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProvider;

/** Reports a refresh token that {@link RotationGuard} would refuse as inactive (RFC 7662 section 2.2). */
final class RefreshIntrospection extends RefreshTokenIntrospectionProvider {

    RefreshIntrospection(KeycloakSession session) {
        super(session);
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
