/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.RefreshTokenGrantType;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.util.TokenUtil;

import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.launch.GrantContext;

/** The refresh grant, whose answer repeats the context of the grant (SMART-REFRESH-4). */
final class SmartRefreshGrant extends RefreshTokenGrantType {

    @Override
    public void preProcess(KeycloakSession session, MultivaluedMap<String, String> form) throws ClientPolicyException {
        super.preProcess(session, form);
        if (FhirServers.of(session).governRealm()) {
            UnnamedPublicClient.identify(session, form);
        }
    }

    @Override
    public Response process(Context context) {
        Response response = super.process(context);
        Optional<GrantContext> grant = GrantContext.bound(context.getSession());
        if (grant.isPresent() && response.getEntity() instanceof AccessTokenResponse answer) {
            GrantClaims.putInto(answer, grant.get());
            // Keycloak goes by what the app asked for last in this session, in whatever grant.
            if (!TokenUtil.isOIDCRequest(answer.getScope())) {
                answer.setIdToken(null);
            }
        }
        return response;
    }
}
