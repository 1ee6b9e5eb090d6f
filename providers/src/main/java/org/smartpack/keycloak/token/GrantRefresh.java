/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Optional;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;
import org.keycloak.util.TokenUtil;

import org.smartpack.keycloak.allowance.SmartRefreshTokenProvider;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.scope.ScopeList;

/**
 * Refreshes within the grant that the refresh token describes, with its context as it was. The grant ends when its FHIR
 * server is gone or elsewhere, or when the user has become somebody else to it.
 */
final class GrantRefresh extends SmartRefreshTokenProvider {

    /** The claim of a refresh token that holds the grant. */
    static final String CLAIM = "smart_grant";

    GrantRefresh(KeycloakSession session, boolean scopesByRule) {
        super(session, scopesByRule);
    }

    @Override
    public TokenManager.AccessTokenResponseBuilder refreshAccessToken(RefreshTokenContext context)
            throws OAuthErrorException {
        return refreshGrant(RotationGuard.over(context));
    }

    @Override
    protected void afterRefreshTokenGenerated(
            RefreshTokenContext context, TokenManager.AccessTokenResponseBuilder answer) {
        super.afterRefreshTokenGenerated(context, answer);
        RotationGuard.newest(
                context.grantContext().getRealm(),
                answer.getClientSessionCtx().getClientSession(),
                answer.getRefreshToken());
    }

    private TokenManager.AccessTokenResponseBuilder refreshGrant(RefreshTokenContext context)
            throws OAuthErrorException {
        Optional<GrantContext> found =
                GrantContext.ofClaim(context.oldRefreshToken().getOtherClaims().get(CLAIM));
        if (found.isEmpty()) {
            return super.refreshAccessToken(context);
        }
        GrantContext grant = found.get();
        GrantConditions conditions = new GrantConditions(session, grant);
        check(conditions.brokenByServer());
        grant.bind(session);
        TokenManager.AccessTokenResponseBuilder builder = super.refreshAccessToken(context);
        check(conditions.brokenBy(builder.getClientSessionCtx()
                .getClientSession()
                .getUserSession()
                .getUser()));
        String granted = builder.getAccessToken().getScope();
        // Keycloak goes by what the app asked for last in this session, in whatever grant.
        if (builder.getIdToken() == null && TokenUtil.isOIDCRequest(granted)) {
            builder.generateIDToken().generateAccessTokenHash();
        }
        GrantClaims.putInto(builder.getIdToken(), grant, ScopeList.of(granted));
        return builder;
    }

    private static void check(Optional<String> broken) throws OAuthErrorException {
        if (broken.isPresent()) {
            throw new OAuthErrorException(OAuthErrorException.INVALID_GRANT, broken.get());
        }
    }
}
