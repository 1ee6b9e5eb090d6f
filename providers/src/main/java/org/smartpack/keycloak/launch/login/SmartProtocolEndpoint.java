/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.login;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;

/** See {@link SmartAuthorizationEndpoint}. Public, because the server's REST layer calls it. */
public final class SmartProtocolEndpoint extends OIDCLoginProtocolService {

    private final KeycloakSession session;
    private final EventBuilder event;

    SmartProtocolEndpoint(KeycloakSession session, EventBuilder event) {
        super(session, event);
        this.session = session;
        this.event = event;
    }

    @Override
    public Object auth() {
        return new SmartAuthorizationEndpoint(session, event);
    }

    @Override
    public Object registrations(String tokenString) {
        return endpoint().register(tokenString);
    }

    @Override
    public Object forgotCredentialsPage() {
        return endpoint().forgotCredentials();
    }

    private AuthorizationEndpoint endpoint() {
        return new SmartAuthorizationEndpoint(session, event);
    }
}
