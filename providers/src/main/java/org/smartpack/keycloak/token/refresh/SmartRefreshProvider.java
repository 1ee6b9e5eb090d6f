/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.refresh.InitialRefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenException;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;

/**
 * Refreshes a grant: runs the pack's checks before and after Keycloak's own provider, which makes the tokens. Keycloak
 * compares the scopes of a refresh token by exact name and tracks rotation by the second, so it is given a request in
 * which both have been corrected.
 */
final class SmartRefreshProvider implements RefreshTokenProvider {

    private final KeycloakSession session;
    private final RefreshTokenProvider keycloak;
    private final ScopeNarrowing narrowing;

    SmartRefreshProvider(KeycloakSession session, RefreshTokenProvider keycloak, ScopeNarrowing narrowing) {
        this.session = session;
        this.keycloak = keycloak;
        this.narrowing = narrowing;
    }

    @Override
    public boolean supports(InitialRefreshTokenContext request) {
        return keycloak.supports(request);
    }

    @Override
    public RefreshToken generateRefreshToken(InitialRefreshTokenContext request) throws RefreshTokenException {
        return keycloak.generateRefreshToken(request);
    }

    @Override
    public boolean supports(RefreshTokenContext request) {
        return keycloak.supports(request);
    }

    @Override
    public AccessTokenResponseBuilder refreshAccessToken(RefreshTokenContext request) throws OAuthErrorException {
        try {
            return refresh(request);
        } catch (Refusal refusal) {
            throw KeycloakAnswer.refresh(refusal);
        }
    }

    private AccessTokenResponseBuilder refresh(RefreshTokenContext request) throws Refusal, OAuthErrorException {
        RealmModel realm = request.grantContext().getRealm();
        AccessTime.begin(session, request.oldRefreshToken());
        RefreshedContext context = RefreshedContext.begin(session, request.oldRefreshToken());
        PresentedToken token =
                PresentedToken.read(session, request.grantContext().getClient(), request.oldRefreshToken());
        NarrowedScope scope = narrowing.of(token, request.scopeParameter());
        AccessTokenResponseBuilder answer = keycloak.refreshAccessToken(new RefreshTokenContext(
                token.withScope(scope.read()),
                request.grantContext(),
                request.grant(),
                new RotationGuard(),
                scope.parameter(),
                request.resourceParameter()));
        answer.requestRefreshToken(token.token());
        RefreshToken next = answer.getRefreshToken();
        if (next != null) {
            RotationGuard.newest(realm, answer.getClientSessionCtx().getClientSession(), next);
            next.setScope(scope.whole());
        }
        context.complete(answer);
        return answer;
    }
}
