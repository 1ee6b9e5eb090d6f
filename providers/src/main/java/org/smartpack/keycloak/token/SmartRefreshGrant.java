/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.RefreshTokenGrantType;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.util.TokenUtil;

import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.scope.keycloak.AllowanceSource;
import org.smartpack.keycloak.scope.keycloak.AllowanceSource.OwnRights;

/** The refresh grant, whose answer repeats the context of the grant (SMART-REFRESH-4). */
final class SmartRefreshGrant extends RefreshTokenGrantType {

    @Override
    public void preProcess(KeycloakSession session, MultivaluedMap<String, String> form) throws ClientPolicyException {
        super.preProcess(session, form);
        if (FhirServers.of(session).governRealm()) {
            UnnamedPublicClient.identify(session, form);
        }
    }

    /** A client that has its rights from a profile, and refreshes what it has on its own behalf, asks as it did first. */
    @Override
    protected String getRequestedScopes() {
        Optional<OwnRights> own = AllowanceSource.of(session, client);
        return own.isEmpty() || !isOwn(formParams.getFirst(OAuth2Constants.REFRESH_TOKEN))
                ? super.getRequestedScopes()
                : new OwnScopes(session, client, event, cors)
                        .requested(own.get(), formParams.getFirst(OAuth2Constants.SCOPE));
    }

    /** By signature and subject; everything else about the token is checked later. */
    private boolean isOwn(String refreshToken) {
        UserModel serviceAccount = session.users().getServiceAccount(client);
        return serviceAccount != null
                && Optional.ofNullable(refreshToken)
                        .map(token -> session.tokens().decode(token, RefreshToken.class))
                        .filter(token -> serviceAccount.getId().equals(token.getSubject()))
                        .isPresent();
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
