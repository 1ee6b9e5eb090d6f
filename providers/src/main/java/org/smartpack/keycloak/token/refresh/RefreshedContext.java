/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.TokenUtil;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.token.GrantClaims;
import org.smartpack.keycloak.token.GrantConditions;

/**
 * The context of a grant at its refresh (LCTX-24). It passes unchanged from the old refresh token into the response, as
 * long as FHIR server and user are still the same.
 *
 * @param grant the grant; empty if it isn't a SMART app's, so that nothing is checked or written
 */
record RefreshedContext(KeycloakSession session, Optional<GrantContext> grant) {

    /**
     * Reads the context from the old refresh token and makes it the context of all tokens in this request.
     *
     * @throws Refusal {@code invalid_grant} if its FHIR server is gone
     */
    static RefreshedContext begin(KeycloakSession session, RefreshToken token) throws Refusal {
        RefreshedContext context = new RefreshedContext(session, GrantClaims.context(token));
        if (context.grant.isPresent()) {
            GrantContext grant = context.grant.get();
            check(new GrantConditions(session, grant).brokenByServer());
            grant.bind(session);
        }
        return context;
    }

    /**
     * Completes the tokens, now that Keycloak has found the user.
     *
     * @throws Refusal {@code invalid_grant} if the user is no longer the person whom the grant was made for
     */
    void complete(AccessTokenResponseBuilder tokens) throws Refusal {
        if (grant.isEmpty()) {
            return;
        }
        check(new GrantConditions(session, grant.get())
                .brokenBy(tokens.getClientSessionCtx()
                        .getClientSession()
                        .getUserSession()
                        .getUser()));
        String granted = tokens.getAccessToken().getScope();
        // Keycloak goes by what the app last requested in this session, in whatever grant.
        if (tokens.getIdToken() == null && TokenUtil.isOIDCRequest(granted)) {
            tokens.generateIDToken().generateAccessTokenHash();
        }
        GrantClaims.putFhirUser(tokens.getIdToken(), grant.get(), RequestedScopes.of(granted));
    }

    /** Repeats the context in the response (SMART-REFRESH-4). */
    static void repeat(KeycloakSession session, Response response) {
        Optional<GrantContext> grant = GrantContext.bound(session);
        if (grant.isPresent() && response.getEntity() instanceof AccessTokenResponse answer) {
            GrantClaims.putContext(answer, grant.get());
            // As above: an id_token needs openid in this grant.
            if (!TokenUtil.isOIDCRequest(answer.getScope())) {
                answer.setIdToken(null);
            }
        }
    }

    private static void check(Optional<String> broken) throws Refusal {
        if (broken.isPresent()) {
            throw Refusal.because(OAuthError.INVALID_GRANT, broken.get());
        }
    }
}
