/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.TokenUtil;

import org.smartpack.keycloak.allowance.Occasion;
import org.smartpack.keycloak.allowance.OwnTokenScopes;
import org.smartpack.keycloak.allowance.SystemScopes;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.launch.AccessEnd;
import org.smartpack.keycloak.launch.ContextClaims;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * Shows a token's launch context as the token has it: introspection describes the token, not the current state of the
 * user's session. Keycloak builds its response from mappers and drops claims that it doesn't know.
 *
 * <p>Keycloak's own endpoint and the pack's both use this, and the pack's roles count at both. Keycloak's also tells
 * every client about tokens with its client id in {@code aud}, including id_tokens. The pack's reports only access
 * tokens, because a caller that takes any active token for an access token must not be told that an id_token or a
 * refresh token is active.
 */
final class SmartIntrospection extends AccessTokenIntrospectionProvider<AccessToken> {

    private static final Logger LOG = Logger.getLogger(SmartIntrospection.class);

    private final boolean isKeycloaks;
    private Optional<IntrospectionRight> right;

    /** For Keycloak's own endpoint. */
    SmartIntrospection(KeycloakSession session) {
        super(session);
        this.isKeycloaks = true;
        this.right = Optional.empty();
    }

    /** For the pack's endpoint. */
    SmartIntrospection(KeycloakSession session, IntrospectionRight right) {
        super(session);
        this.isKeycloaks = false;
        this.right = Optional.of(right);
    }

    private IntrospectionRight right() {
        if (right.isEmpty()) {
            right = Optional.of(
                    IntrospectionRight.of(session.getContext().getClient(), session, IntrospectionRules.of(session)));
        }
        return right.get();
    }

    @Override
    protected boolean introspectionChecks(String tokenText) {
        Occasion.EXISTING_GRANT.bind(session);
        boolean isActive = super.introspectionChecks(tokenText);
        if (isActive) {
            transformedToken.setScope(ShownScopes.of(transformedToken.getScope(), right().askers(audience())));
        } else {
            // Keycloak would put it into the response, as a JWT, for clients that request that.
            transformedToken = null;
        }
        return isActive;
    }

    /** A lightweight token's audience may be only in the response. */
    private String[] audience() {
        return token.getAudience() != null ? token.getAudience() : transformedToken.getAudience();
    }

    @Override
    protected boolean verifyToken(String tokenText) {
        try {
            boolean isVerified = super.verifyToken(tokenText) && isOfKind();
            if (isVerified && token.getSessionId() == null) {
                // Keycloak reads the scopes of a token without a session before it says whose token it is.
                OwnTokenScopes.bindSubject(session, token.getSubject());
            }
            return isVerified;
        } catch (RuntimeException e) {
            // Keycloak throws unexpected exceptions for some malformed tokens, for instance one without "alg".
            LOG.debugf("Token not verified: %s", e.getClass().getName());
            return invalid("Access token JWT check failed");
        }
    }

    private boolean isOfKind() {
        return isKeycloaks || isAccessToken() || invalid("Not an access token");
    }

    private boolean isAccessToken() {
        return TokenUtil.TOKEN_TYPE_BEARER.equalsIgnoreCase(token.getType())
                || TokenUtil.TOKEN_TYPE_DPOP.equalsIgnoreCase(token.getType());
    }

    @Override
    protected boolean verifyAudience() {
        if (isAccessToken() && right().covers(token.getIssuedFor(), audience())) {
            return true;
        }
        if (!isKeycloaks) {
            return invalid("The caller may not ask about tokens of this audience");
        }
        // Keycloak compares the caller's client id with the audience, which also contains base URLs (attack 43).
        return right().isMisnamed()
                ? invalid("The caller's client id is the base URL of a FHIR server that it doesn't stand for")
                : super.verifyAudience();
    }

    private boolean invalid(String reason) {
        eventBuilder.detail(Details.REASON, reason).error(Errors.INVALID_TOKEN);
        return false;
    }

    @Override
    public AccessToken transformAccessToken(AccessToken token, UserSessionModel userSession) {
        Optional.ofNullable(realm.getClientByClientId(token.getIssuedFor()))
                .ifPresent(client -> OwnTokenScopes.bind(session, client, userSession.getUser()));
        AccessToken answer = super.transformAccessToken(token, userSession);
        if (answer == token) {
            return answer;
        }
        ContextClaims.read(token.getOtherClaims()).ifPresent(context -> copyContext(context, token, answer));
        IntrospectionRules.of(session).ifPresent(profile -> copyMembers(profile.members(), token, answer));
        if (!FhirServers.of(session).governRealm()) {
            return answer;
        }
        if (token.getAudience() != null && SystemScopes.areIn(token.getScope())) {
            answer.audience(audienceOf(token, answer));
        }
        AccessEnd.show(token, answer);
        if (token.getNbf() != null) {
            answer.nbf(token.getNbf());
        }
        // The id_token always has one (INTRO-23).
        if (answer.getSubject() == null && RequestedScopes.of(token.getScope()).has(OAuth2Constants.SCOPE_OPENID)) {
            answer.subject(userSession.getUser().getId());
        }
        if (answer.getSubject() != null && token.getSubject() != null) {
            // A profile may have written another one than Keycloak's mapper does.
            answer.subject(token.getSubject());
        }
        return answer;
    }

    /** Mappers can write a member for introspection alone, or overwrite it. What the token says counts (attack 24). */
    private static void copyMembers(Set<String> names, AccessToken token, AccessToken answer) {
        Map<String, Object> claims = answer.getOtherClaims();
        claims.keySet().removeAll(names);
        names.forEach(name ->
                Optional.ofNullable(token.getOtherClaims().get(name)).ifPresent(value -> claims.put(name, value)));
    }

    /** Mappers add FHIR servers that the parameter {@code resource} has left out of the token. */
    private String[] audienceOf(AccessToken sent, AccessToken answer) {
        List<String> own = Arrays.asList(sent.getAudience());
        List<FhirServer> leftOut = FhirServers.of(session).known().stream()
                .filter(server -> !server.isNamedIn(own))
                .toList();
        return Arrays.stream(answer.getAudience())
                .filter(name -> leftOut.stream().noneMatch(server -> server.isNamedIn(List.of(name))))
                .toArray(String[]::new);
    }

    private static void copyContext(LaunchContext context, AccessToken token, AccessToken answer) {
        Map<String, Object> claims = answer.getOtherClaims();
        claims.keySet().removeAll(LaunchContext.STANDARD_NAMES);
        claims.putAll(context.parameters());
        claims.remove(FhirUser.ATTRIBUTE);
        Object fhirUser = token.getOtherClaims().get(FhirUser.ATTRIBUTE);
        if (fhirUser != null) {
            claims.put(FhirUser.ATTRIBUTE, fhirUser);
        }
        answer.audience(token.getAudience());
    }
}
