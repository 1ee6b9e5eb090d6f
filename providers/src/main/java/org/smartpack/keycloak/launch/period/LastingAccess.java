/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.period;

import java.util.Optional;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.launch.rules.LaunchRules;
import org.smartpack.keycloak.scope.RequestedScopes;

/** Access that an app can refresh (SMART-SCOPE-47). */
public enum LastingAccess {
    /** As long as the user's session lasts. */
    ONLINE("online_access"),
    /** Also when that session is over. With both scopes access is offline. */
    OFFLINE(OAuth2Constants.OFFLINE_ACCESS);

    private final String scope;

    LastingAccess(String scope) {
        this.scope = scope;
    }

    /** What an app has with these scopes; empty if its access ends with its access token. */
    public static Optional<LastingAccess> of(KeycloakSession session, ClientModel app, RequestedScopes granted) {
        // What a profile's launches give isn't access.
        if (!OIDCAdvancedConfigWrapper.fromClientModel(app).isUseRefreshToken()
                || LaunchRules.of(session, app).isPresent()) {
            return Optional.empty();
        }
        return granted.has(OFFLINE.scope)
                ? Optional.of(OFFLINE)
                : Optional.of(ONLINE).filter(online -> granted.has(online.scope));
    }

    /** What an app will have if the user agrees to all that this login asks for. */
    static Optional<LastingAccess> of(KeycloakSession session, AuthenticationSessionModel login) {
        ClientModel app = login.getClient();
        RequestedScopes asked = RequestedScopes.of(login.getClientNote(OIDCLoginProtocol.SCOPE_PARAM));
        for (LastingAccess access : new LastingAccess[] {OFFLINE, ONLINE}) {
            boolean isGranted = app.getClientScopes(true).containsKey(access.scope)
                    || asked.has(access.scope) && app.getClientScopes(false).containsKey(access.scope);
            if (isGranted) {
                return of(session, app, RequestedScopes.of(access.scope));
            }
        }
        return Optional.empty();
    }
}
