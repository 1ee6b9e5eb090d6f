/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.Optional;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;

/** The access token that a token exchange (RFC 8693) starts from. */
public final class ExchangedToken {

    private ExchangedToken() {}

    /**
     * The subject token, where the request is a token exchange and the realm has signed the token. Whether it may be
     * exchanged, and whether it still holds, is for Keycloak to say: ask when it has accepted the exchange.
     */
    public static Optional<AccessToken> of(KeycloakSession session) {
        CurrentRequest request = CurrentRequest.of(session);
        String issuer = Urls.realmIssuer(
                session.getContext().getUri().getBaseUri(),
                session.getContext().getRealm().getName());
        return request.grantType()
                .filter(OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE::equals)
                .flatMap(exchange -> request.parameter(OAuth2Constants.SUBJECT_TOKEN))
                .flatMap(token -> Optional.ofNullable(session.tokens().decode(token, AccessToken.class)))
                .filter(token -> issuer.equals(token.getIssuer()));
    }
}
