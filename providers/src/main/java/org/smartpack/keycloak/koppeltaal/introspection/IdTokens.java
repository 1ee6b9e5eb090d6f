/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.introspection;

import java.util.Map;
import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.TokenVerifier;
import org.keycloak.common.VerificationException;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;
import org.keycloak.services.util.UserSessionUtil;
import org.keycloak.util.TokenUtil;

/**
 * The realm's own id_tokens (INTRO-KT-6, INTRO-KT-7): the application that an id_token was issued to may introspect it,
 * and sees all of it. The token is active as long as an access token of the same grant would be, whether or not there
 * is one.
 */
public final class IdTokens implements IntrospectableTokens {

    private static final Logger LOG = Logger.getLogger(IdTokens.class);

    private final KeycloakSession session;
    private final RealmModel realm;

    /** The id_tokens of the session's realm. */
    public IdTokens(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    @Override
    public Optional<Map<String, Object>> describe(String token, ClientModel caller, EventBuilder event) {
        try {
            JWSInput jws = new JWSInput(token);
            if (!isIdToken(jws.readJsonContent(AccessToken.class))) {
                return Optional.empty();
            }
            Optional<AccessToken> verified =
                    Optional.ofNullable(session.tokens().decode(token, AccessToken.class));
            if (verified.isEmpty() || !isActive(verified.get(), caller, event)) {
                return Optional.empty();
            }
            event.detail(Details.TOKEN_TYPE, TokenUtil.TOKEN_TYPE_ID);
            @SuppressWarnings("unchecked") // the payload of a JWT is a JSON object
            Map<String, Object> claims = jws.readJsonContent(Map.class);
            return Optional.of(claims);
        } catch (JWSInputException | RuntimeException e) {
            LOG.debugf("Not an id_token: %s", e.getClass().getName());
            return Optional.empty();
        }
    }

    /** Goes by the token's type and issuer. Access tokens have another type, and HTI tokens another issuer. */
    private boolean isIdToken(AccessToken claims) {
        return TokenUtil.TOKEN_TYPE_ID.equals(claims.getType()) && issuer().equals(claims.getIssuer());
    }

    private String issuer() {
        return Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName());
    }

    private boolean isActive(AccessToken token, ClientModel caller, EventBuilder event) {
        boolean isForCaller = caller.getClientId().equals(token.getIssuedFor());
        ClientModel client = realm.getClientByClientId(token.getIssuedFor());
        if (!isForCaller || client == null || !client.isEnabled() || !isCurrent(token, client)) {
            return false;
        }
        UserSessionUtil.UserSessionValidationResult found =
                UserSessionUtil.findValidSessionForAccessToken(session, realm, token, client, invalid -> {});
        // Keycloak would also find an offline session, which outlives a logout.
        if (found.getUserSession() == null || found.getUserSession().isOffline()) {
            return false;
        }
        UserModel user = found.getUserSession().getUser();
        event.user(user).session(found.getUserSession());
        return TokenManager.isUserValid(session, realm, token, user);
    }

    private boolean isCurrent(AccessToken token, ClientModel client) {
        try {
            TokenVerifier.createWithoutSignature(token)
                    .withChecks(
                            TokenVerifier.IS_ACTIVE,
                            TokenManager.NotBeforeCheck.forModel(client),
                            new TokenManager.TokenRevocationCheck(session))
                    .verify();
            return true;
        } catch (VerificationException e) {
            return false;
        }
    }
}
