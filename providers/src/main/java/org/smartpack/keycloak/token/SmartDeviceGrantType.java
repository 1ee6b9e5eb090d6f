/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.function.Function;

import jakarta.ws.rs.core.Response;

import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.services.clientpolicy.ClientPolicyContext;

import org.smartpack.keycloak.allowance.Occasion;
import org.smartpack.keycloak.allowance.ScopeOutcome;

/** The grant type of devices (RFC 8628), with the dropped scopes in its event (SMART-SCOPE-3). */
final class SmartDeviceGrantType extends DeviceGrantType {

    @Override
    public Response process(Context context) {
        Occasion.USER.bind(context.getSession());
        return super.process(context);
    }

    @Override
    protected TokenManager.AccessTokenResponseBuilder createTokenResponseBuilder(
            UserModel user,
            UserSessionModel userSession,
            ClientSessionContext clientSession,
            String scope,
            Function<TokenManager.AccessTokenResponseBuilder, ClientPolicyContext> policyContext) {
        ScopeOutcome.of(session, client).addTo(event);
        OfflineAccess.note(realm, clientSession);
        return super.createTokenResponseBuilder(user, userSession, clientSession, scope, policyContext);
    }
}
