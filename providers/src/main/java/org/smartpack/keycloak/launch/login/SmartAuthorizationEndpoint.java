/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.login;

import jakarta.ws.rs.core.Response;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Makes Keycloak's authorization endpoint use {@link SmartLoginProtocol}. The endpoint creates the protocol object
 * itself instead of asking the factory, and with {@code prompt=none} that object ends the login. Public, because the
 * server's REST layer calls it.
 */
public final class SmartAuthorizationEndpoint extends AuthorizationEndpoint {

    SmartAuthorizationEndpoint(KeycloakSession session, EventBuilder event) {
        super(session, event);
    }

    @Override
    public Object authorizeDevice() {
        // Null if the device flow is disabled on the server.
        return super.authorizeDevice() == null ? null : new SmartDeviceEndpoint(session, event);
    }

    @Override
    protected Response handleBrowserAuthenticationRequest(
            AuthenticationSessionModel login, LoginProtocol protocol, boolean isPassive, boolean redirect) {
        boolean isRouted = LaunchLogin.route(login, session.getContext().getUri());
        LoginProtocol smart =
                new SmartLoginProtocol(session, realm, session.getContext().getUri(), headers, event);
        return super.handleBrowserAuthenticationRequest(login, smart, isPassive, redirect || isRouted);
    }
}
