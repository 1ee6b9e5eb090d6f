/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import com.google.auto.service.AutoService;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.LoginProtocolFactory;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;

/**
 * Takes the place of Keycloak's OpenID Connect protocol, with the same id, settings and order in the console, and hands
 * out {@link SmartLoginProtocol}.
 */
@AutoService(LoginProtocolFactory.class)
public final class SmartLoginProtocolFactory extends OIDCLoginProtocolFactory {

    @Override
    public LoginProtocol create(KeycloakSession session) {
        OIDCLoginProtocol keycloak = (OIDCLoginProtocol) super.create(session);
        return new SmartLoginProtocol(keycloak.getConfig()).setSession(session);
    }

    @Override
    public Object createProtocolEndpoint(KeycloakSession session, EventBuilder event) {
        return new SmartProtocolEndpoint(session, event);
    }

    /** Above Keycloak's own factory. */
    @Override
    public int order() {
        return super.order() + 1;
    }
}
