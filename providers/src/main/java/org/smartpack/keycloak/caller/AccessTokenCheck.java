/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.util.MtlsHoKTokenUtil;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.scope.ScopeParameter;

/**
 * Checks an access token as a credential (RFC 6750). Keycloak verifies signature, realm, type, times, revocation,
 * session, client, user, and the proof of a DPoP token. The token must be one that a client got for itself with
 * client_credentials, or by refreshing such a token. These endpoints don't accept a user's token, whoever the user is.
 */
final class AccessTokenCheck {

    private static final Logger LOG = Logger.getLogger(AccessTokenCheck.class);

    private final KeycloakSession session;
    private final String purpose;

    /** @param purpose what the token must be valid for, see {@link AcceptedCredentials} */
    AccessTokenCheck(KeycloakSession session, String purpose) {
        this.session = session;
        this.purpose = purpose;
    }

    Caller caller(String authorization) throws Refusal {
        String[] schemeAndToken = authorization.strip().split("\\s+");
        if (schemeAndToken.length != 2) {
            throw refused("the token is missing");
        }
        boolean isWithProof = schemeAndToken[0].equalsIgnoreCase("DPoP");
        AuthResult verified = verify(schemeAndToken[1])
                .orElseThrow(() ->
                        refused("it was not issued by this realm, has expired, was revoked or is of another kind"));
        if (verified.client().isPublicClient() || !isOfClientCredentials(verified)) {
            throw refused("it was not issued for client_credentials");
        }
        if (!isBoundRightly(verified.token(), isWithProof)) {
            throw refused("it is bound to a key that the caller hasn't shown");
        }
        String[] audience = verified.token().getAudience();
        String scopes = Objects.requireNonNullElse(verified.token().getScope(), "");
        return new Caller(
                verified.client(),
                Optional.of(audience == null ? Set.of() : Set.copyOf(Arrays.asList(audience))),
                Set.copyOf(ScopeParameter.split(scopes)));
    }

    private Refusal refused(String reason) {
        return Refusal.token(purpose, reason);
    }

    private Optional<AuthResult> verify(String token) throws Refusal {
        try {
            return Optional.ofNullable(new AppAuthManager.BearerTokenAuthenticator(session)
                    .setTokenString(token)
                    .authenticate());
        } catch (RuntimeException e) {
            if (isIssuedHere(token)) {
                LOG.errorf(e, "Access token not verified");
                throw Refusal.because(OAuthError.TEMPORARILY_UNAVAILABLE, "Access tokens can't be verified now");
            }
            // Keycloak throws unexpected exceptions for some malformed tokens, for instance one without "alg".
            LOG.debugf("Access token not verified: %s", e.getClass().getName());
            return Optional.empty();
        }
    }

    /**
     * Whether this realm issued the token. If so, it isn't malformed, and the failure is the server's, for instance a
     * cache that doesn't answer.
     */
    private boolean isIssuedHere(String token) {
        try {
            return session.tokens().decode(token, AccessToken.class) != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /**
     * Whether the token says that it was issued for client_credentials or refreshed, and its user is the service
     * account of its client.
     */
    private boolean isOfClientCredentials(AuthResult verified) {
        String grantType;
        try {
            grantType = session.getProvider(TokenContextEncoderProvider.class)
                    .getTokenContextFromTokenId(String.valueOf(verified.token().getId()))
                    .getGrantType();
        } catch (IllegalArgumentException e) {
            return false;
        }
        return (OAuth2Constants.CLIENT_CREDENTIALS.equals(grantType) || OAuth2Constants.REFRESH_TOKEN.equals(grantType))
                && verified.client().getId().equals(verified.user().getServiceAccountClientLink());
    }

    private boolean isBoundRightly(AccessToken token, boolean isWithProof) {
        AccessToken.Confirmation confirmation = token.getConfirmation();
        if (confirmation == null) {
            return true;
        }
        boolean isShown = confirmation.getCertThumbprint() == null
                ? isWithProof
                : MtlsHoKTokenUtil.verifyTokenBindingWithClientCertificate(
                        token, session.getContext().getHttpRequest(), session);
        return isShown && (confirmation.getKeyThumbprint() == null || isWithProof);
    }
}
