/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Optional;
import java.util.function.Function;

import jakarta.ws.rs.core.Response;

import org.keycloak.OAuth2Constants;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.grants.JWTAuthorizationGrantType;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.clientpolicy.ClientPolicyContext;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * The JWT authorization grant (RFC 7523), under the {@link AssertionRules} of a profile. Without such a profile it is
 * Keycloak's.
 */
final class SmartJwtGrantType extends JWTAuthorizationGrantType {

    private Optional<AssertionRules> rules = Optional.empty();

    @Override
    public Response process(Context context) {
        setContext(context);
        rules = AssertionRules.of(session);
        String scope = formParams.getFirst(OAuth2Constants.SCOPE);
        if (rules.isPresent() && scope != null) {
            try {
                formParams.putSingle(
                        OAuth2Constants.SCOPE, new AssertedScopes(rules.get().givesUserScopes(client)).within(scope));
            } catch (Refusal refusal) {
                throw KeycloakAnswer.token(cors, event, refusal);
            }
        }
        return super.process(context);
    }

    @Override
    protected TokenManager.AccessTokenResponseBuilder createTokenResponseBuilder(
            UserModel user,
            UserSessionModel userSession,
            ClientSessionContext clientSession,
            String scope,
            Function<TokenManager.AccessTokenResponseBuilder, ClientPolicyContext> policyContext) {
        RequestedScopes granted = RequestedScopes.of(clientSession.getScopeString());
        if (rules.filter(rule -> rule.givesUserScopes(client)).isPresent() && granted.needCodeFlow()) {
            server().ifPresent(server -> grant(user, server).bind(session));
        }
        if (rules.isPresent()
                && granted.needCodeFlow()
                && GrantContext.bound(session).isEmpty()
                && !FhirServers.of(session).governRealm()) {
            // Default scopes by exact name; in a realm with a FHIR server the launch rules refuse them.
            throw KeycloakAnswer.token(
                    cors,
                    event,
                    Refusal.because(
                            OAuthError.INVALID_SCOPE,
                            "The JWT authorization grant doesn't give this client its scopes"));
        }
        return super.createTokenResponseBuilder(user, userSession, clientSession, scope, policyContext);
    }

    /** The one that the request names; without a name, the realm's only one. */
    private Optional<FhirServer> server() {
        FhirServers servers = FhirServers.of(session);
        String resource = formParams.getFirst(OAuth2Constants.RESOURCE);
        return resource == null ? servers.only() : servers.at(resource.strip());
    }

    /** Without a patient: {@code patient/} scopes can't be in it. */
    private GrantContext grant(UserModel user, FhirServer server) {
        return new GrantContext(
                LaunchContext.EMPTY,
                server.client().getId(),
                server.baseUrl(),
                FhirUsers.of(session).find(user).map(FhirUser::url),
                false,
                Optional.empty(),
                false);
    }

    @Override
    protected Response createTokenResponse(
            TokenManager.AccessTokenResponseBuilder builder, ClientSessionContext clientSession, boolean code) {
        if (rules.isEmpty()) {
            return super.createTokenResponse(builder, clientSession, code);
        }
        limit(builder.getAccessToken());
        try {
            return super.createTokenResponse(builder, clientSession, code);
        } catch (TokenInterceptorException refused) {
            throw KeycloakAnswer.token(cors, refused);
        }
    }

    /** Keycloak has verified the assertion by now. */
    private void limit(AccessToken access) {
        try {
            Long end = new JWSInput(formParams.getFirst(OAuth2Constants.ASSERTION))
                    .readJsonContent(JsonWebToken.class)
                    .getExp();
            if (end != null && access.getExp() != null && end < access.getExp()) {
                access.exp(end);
            }
        } catch (JWSInputException e) {
            throw new IllegalStateException("Keycloak accepted an assertion that can't be read", e);
        }
    }
}
