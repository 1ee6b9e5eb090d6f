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
 * The context of a grant at its refresh (LCTX-24): it comes from the old refresh token and goes unchanged into what is
 * answered, as long as the FHIR server and the user are those that it was made for.
 *
 * @param grant empty where it isn't a SMART app's: then nothing is checked and nothing is written
 */
record RefreshedContext(KeycloakSession session, Optional<GrantContext> grant) {

    /**
     * Takes the context out of the old refresh token and makes it that of all tokens of this request.
     *
     * @throws Refusal {@code invalid_grant} where its FHIR server is gone
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
     * @throws Refusal {@code invalid_grant} where it is no longer the user whom the grant was made for
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
        // Keycloak goes by what the app asked for last in this session, in whatever grant.
        if (tokens.getIdToken() == null && TokenUtil.isOIDCRequest(granted)) {
            tokens.generateIDToken().generateAccessTokenHash();
        }
        GrantClaims.putFhirUser(tokens.getIdToken(), grant.get(), RequestedScopes.of(granted));
    }

    /** Repeats the context in the answer (SMART-REFRESH-4). */
    static void repeat(KeycloakSession session, Response response) {
        Optional<GrantContext> grant = GrantContext.bound(session);
        if (grant.isPresent() && response.getEntity() instanceof AccessTokenResponse answer) {
            GrantClaims.putContext(answer, grant.get());
            // As above: an id_token is for those who have openid in this grant.
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
