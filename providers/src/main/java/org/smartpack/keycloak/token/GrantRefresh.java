/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Optional;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;
import org.keycloak.util.TokenUtil;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.scope.ScopeList;
import org.smartpack.keycloak.scope.keycloak.SmartRefreshTokenProvider;

/**
 * Refreshes within the grant that the refresh token describes, with its context as it was. The grant ends when its FHIR
 * server is gone, or when the user has become somebody else to it.
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
        Optional<GrantContext> found =
                GrantContext.ofClaim(context.oldRefreshToken().getOtherClaims().get(CLAIM));
        if (found.isEmpty()) {
            return super.refreshAccessToken(context);
        }
        GrantContext grant = found.get();
        server(grant);
        grant.bind(session);
        TokenManager.AccessTokenResponseBuilder builder = super.refreshAccessToken(context);
        UserModel user = builder.getClientSessionCtx()
                .getClientSession()
                .getUserSession()
                .getUser();
        if (!isStill(user, grant)) {
            throw ended("The user is no longer who this grant was made for");
        }
        String granted = builder.getAccessToken().getScope();
        // Keycloak goes by what the app asked for last in this session, in whatever grant.
        if (builder.getIdToken() == null && TokenUtil.isOIDCRequest(granted)) {
            builder.generateIDToken().generateAccessTokenHash();
        }
        GrantClaims.putInto(builder.getIdToken(), grant, ScopeList.of(granted));
        return builder;
    }

    private FhirServer server(GrantContext grant) throws OAuthErrorException {
        return FhirServers.of(session)
                .withId(grant.fhirServer())
                .orElseThrow(() -> ended("The FHIR server of this grant is no longer there"));
    }

    private boolean isStill(UserModel user, GrantContext grant) throws OAuthErrorException {
        FhirUsers users = FhirUsers.of(session);
        boolean isSamePerson = grant.fhirUser().isEmpty()
                || users.find(user).map(FhirUser::url).equals(grant.fhirUser());
        boolean isSamePatient = !grant.isOwnRecord()
                || users.find(user, server(grant))
                        .filter(person -> person.type().equals("Patient"))
                        .map(FhirReference::id)
                        .equals(grant.context().patient());
        return isSamePerson && isSamePatient;
    }

    private static OAuthErrorException ended(String description) {
        return new OAuthErrorException(OAuthErrorException.INVALID_GRANT, description);
    }
}
