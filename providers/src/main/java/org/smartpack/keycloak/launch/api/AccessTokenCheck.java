/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

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

/**
 * An access token as credential (RFC 6750). Keycloak verifies it: signature, realm, type, times, revocation, session,
 * client, user, and the proof of a DPoP token. It must be one that a client got for itself with client_credentials: what a
 * user's token may do is not for this API, whoever the user is.
 */
final class AccessTokenCheck {

    private static final Logger LOG = Logger.getLogger(AccessTokenCheck.class);

    private final KeycloakSession session;

    AccessTokenCheck(KeycloakSession session) {
        this.session = session;
    }

    Caller caller(String authorization) throws Refused {
        String[] schemeAndToken = authorization.strip().split("\\s+");
        if (schemeAndToken.length != 2) {
            throw Refused.token("there is no token");
        }
        boolean isWithProof = schemeAndToken[0].equalsIgnoreCase("DPoP");
        AuthResult verified = verify(schemeAndToken[1])
                .orElseThrow(() -> Refused.token("it is none of this realm, expired, revoked or of another kind"));
        if (verified.client().isPublicClient() || !isOfClientCredentials(verified)) {
            throw Refused.token("it isn't from client_credentials");
        }
        if (!isBoundRightly(verified.token(), isWithProof)) {
            throw Refused.token("it is bound to a key that the caller hasn't shown");
        }
        String[] audience = verified.token().getAudience();
        return new Caller(verified.client(), Optional.of(audience == null ? Set.of() : Set.of(audience)));
    }

    private Optional<AuthResult> verify(String token) {
        try {
            return Optional.ofNullable(new AppAuthManager.BearerTokenAuthenticator(session)
                    .setTokenString(token)
                    .authenticate());
        } catch (RuntimeException e) {
            // Keycloak stumbles over some malformed tokens, one without "alg" for instance.
            LOG.debugf("Access token not verified: %s", e.getClass().getName());
            return Optional.empty();
        }
    }

    /** The token says how it was issued; and then its user is the service account of the client that it was issued to. */
    private boolean isOfClientCredentials(AuthResult verified) {
        String grantType;
        try {
            grantType = session.getProvider(TokenContextEncoderProvider.class)
                    .getTokenContextFromTokenId(String.valueOf(verified.token().getId()))
                    .getGrantType();
        } catch (IllegalArgumentException e) {
            return false;
        }
        return OAuth2Constants.CLIENT_CREDENTIALS.equals(grantType)
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
