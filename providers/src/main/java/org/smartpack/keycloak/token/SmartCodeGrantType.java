/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Optional;
import java.util.function.Function;

import jakarta.ws.rs.core.Response;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.grants.AuthorizationCodeGrantType;
import org.keycloak.protocol.oidc.utils.PkceUtils;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.IDToken;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.clientpolicy.ClientPolicyContext;

import org.smartpack.keycloak.allowance.ChosenScopes;
import org.smartpack.keycloak.allowance.Occasion;
import org.smartpack.keycloak.allowance.ScopeOutcome;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.launch.AccessEnd;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.LaunchEvents;
import org.smartpack.keycloak.launch.store.GrantStore;
import org.smartpack.keycloak.launch.store.WaitingGrant;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * The grant type of authorization codes (RFC 6749 section 4.1.3) with SMART's rules: using a code a second time ends
 * the access that the first use gave, the grant's context comes with the tokens, and only {@code online_access} and
 * {@code offline_access} give a refresh token (SMART-SCOPE-47). In a realm without a FHIR server it is Keycloak's.
 */
final class SmartCodeGrantType extends AuthorizationCodeGrantType {

    private Optional<GrantContext> grant = Optional.empty();
    private RequestedScopes granted = RequestedScopes.of("");
    private Optional<ContextOnlyGrant> contextOnly = Optional.empty();

    @Override
    public Response process(Context context) {
        setContext(context);
        Occasion.USER.bind(session);
        String code = formParams.getFirst(OAuth2Constants.CODE);
        if (code == null || !FhirServers.of(session).governRealm()) {
            return super.process(context);
        }
        UsedCodes codes = new UsedCodes(session, client, code, formParams);
        if (!codes.begin()) {
            throw invalidGrant("Code not valid", "the code is unknown, was used or belongs to another client");
        }
        Response response = super.process(context);
        if (!codes.finish()) {
            throw invalidGrant("Code not valid", "the code was used twice at the same time");
        }
        return contextOnly.isEmpty() ? response : contextOnly.get().replace(response);
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
        granted = RequestedScopes.of(clientSession.getScopeString());
        Optional<WaitingGrant> waiting = take(userSession, scope);
        grant = waiting.map(WaitingGrant::grant);
        if (waiting.isEmpty() && isOfApp(scope)) {
            throw invalidGrant("Code not valid", "its grant was redeemed with another code, or is gone");
        }
        waiting.ifPresent(found -> check(found, user));
        waiting.flatMap(WaitingGrant::end).ifPresent(end -> end.bind(session));
        grant.ifPresent(found -> {
            found.bind(session);
            if (granted.isEhrLaunch()) {
                LaunchEvents.mark(LaunchEvents.REDEEMED, event);
            }
        });
        TokenManager.AccessTokenResponseBuilder builder =
                super.createTokenResponseBuilder(user, userSession, clientSession, scope, policyContext);
        grant.ifPresent(found -> GrantClaims.putFhirUser(builder.getIdToken(), found, granted));
        contextOnly = grant.filter(GrantContext::isContextOnly).map(found -> contextOnly(builder.getIdToken(), found));
        return builder;
    }

    /**
     * Whether a SMART app asked for the code's scope. Its grant waits for it, and may end before the user's session.
     */
    private boolean isOfApp(String scope) {
        return FhirServers.of(session).governRealm()
                && (ChosenScopes.isMarked(scope) || RequestedScopes.of(scope).isSmart());
    }

    private void check(WaitingGrant waiting, UserModel user) {
        if (waiting.end().filter(AccessEnd::isPast).isPresent()) {
            throw KeycloakAnswer.token(cors, event, Refusal.accessEnded());
        }
        Optional<String> broken = new GrantConditions(session, waiting.grant()).brokenBy(user, waiting);
        if (broken.isPresent()) {
            throw invalidGrant(broken.get(), broken.get());
        }
    }

    private ContextOnlyGrant contextOnly(IDToken idToken, GrantContext found) {
        return ContextOnlyGrant.of(session, idToken, found)
                .orElseThrow(() -> invalidGrant(
                        "This realm no longer knows this kind of grant",
                        "the grant gives no access, and no profile says how to answer"));
    }

    /** The verifier has already been checked against the code's challenge. */
    private Optional<WaitingGrant> take(UserSessionModel userSession, String scope) {
        String verifier = formParams.getFirst(OAuth2Constants.CODE_VERIFIER);
        return verifier == null
                ? Optional.empty()
                : new GrantStore(session)
                        .take(
                                client,
                                userSession,
                                PkceUtils.generateS256CodeChallenge(verifier),
                                scope == null ? "" : scope);
    }

    @Override
    protected boolean useRefreshToken() {
        return super.useRefreshToken()
                && grant.filter(GrantContext::isContextOnly).isEmpty()
                && (grant.isEmpty()
                        || granted.has(OAuth2Constants.OFFLINE_ACCESS)
                        || granted.has(GrantClaims.ONLINE_ACCESS));
    }

    @Override
    protected void addCustomTokenResponseClaims(AccessTokenResponse response, ClientSessionContext clientSession) {
        super.addCustomTokenResponseClaims(response, clientSession);
        grant.ifPresent(found -> GrantClaims.putContext(response, found));
    }

    private CorsErrorResponseException invalidGrant(String description, String reason) {
        return KeycloakAnswer.token(cors, event, Refusal.of(OAuthError.INVALID_GRANT, description, reason));
    }
}
