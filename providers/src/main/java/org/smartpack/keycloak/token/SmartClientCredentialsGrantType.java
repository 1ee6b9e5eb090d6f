/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

import jakarta.ws.rs.core.Response;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.grants.ClientCredentialsGrantType;
import org.keycloak.services.clientpolicy.ClientPolicyContext;

import org.smartpack.keycloak.allowance.AllowanceSource;
import org.smartpack.keycloak.allowance.AllowanceSource.OwnRights;
import org.smartpack.keycloak.allowance.Occasion;
import org.smartpack.keycloak.allowance.ScopeOutcome;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * The grant type of client credentials (RFC 6749 section 4.4). A client whose rights come from a profile gets these
 * rights, in a response with only the members of the RFC. For every other client it is Keycloak's.
 */
final class SmartClientCredentialsGrantType extends ClientCredentialsGrantType {

    /** The event detail that names the mapper that the client lacks, if its token has no rights. */
    private static final String MISSING_MAPPER = "missing_mapper";

    private boolean isFromProfile;
    private boolean lacksMapper;

    @Override
    public Response process(Context context) {
        Occasion.ofGrantType(context.getGrantType()).bind(context.getSession());
        Response response = super.process(context);
        return isFromProfile ? PlainAnswer.of(response) : response;
    }

    @Override
    protected String getRequestedScopes() {
        Optional<OwnRights> own = AllowanceSource.of(session, client);
        isFromProfile = own.isPresent();
        Optional<String> mapper = AllowanceSource.missingMapper(session, client);
        lacksMapper = mapper.isPresent();
        mapper.ifPresent(title -> event.detail(MISSING_MAPPER, title));
        return own.isEmpty()
                ? super.getRequestedScopes()
                : new OwnScopes(session, client, event, cors)
                        .requested(own.get(), formParams.getFirst(OAuth2Constants.SCOPE));
    }

    @Override
    protected TokenManager.AccessTokenResponseBuilder createTokenResponseBuilder(
            UserModel user,
            UserSessionModel userSession,
            ClientSessionContext clientSession,
            String scope,
            Function<TokenManager.AccessTokenResponseBuilder, ClientPolicyContext> policyContext) {
        ScopeOutcome.of(session, client).addTo(event);
        if (lacksMapper && hasRights(clientSession)) {
            event.removeDetail(MISSING_MAPPER);
        }
        OfflineAccess.note(realm, clientSession);
        return super.createTokenResponseBuilder(user, userSession, clientSession, scope, policyContext);
    }

    private static boolean hasRights(ClientSessionContext token) {
        return Arrays.stream(token.getScopeString(false).split(" "))
                .anyMatch(scope -> Scope.parse(scope) instanceof ResourceScope);
    }
}
