/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;
import java.util.Optional;

import org.keycloak.OAuth2Constants;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;

/**
 * The access token that a token exchange starts from (RFC 8693 section 2.1). The new token can't have a SMART scope
 * that this one lacks. Keycloak decides whether this one may be exchanged, and whether it is still valid.
 */
public final class SubjectToken {

    private SubjectToken() {}

    /**
     * The token, if the request is a token exchange and the realm has signed it: what it says may go into another
     * token. Call this only after Keycloak has accepted the exchange.
     */
    public static Optional<AccessToken> verified(KeycloakSession session) {
        CurrentRequest request = CurrentRequest.of(session);
        return request.grantType()
                .filter(OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE::equals)
                .flatMap(exchange -> request.parameter(OAuth2Constants.SUBJECT_TOKEN))
                .flatMap(token -> Optional.ofNullable(session.tokens().decode(token, AccessToken.class)))
                .filter(token -> isOfRealm(session, token));
    }

    private static boolean isOfRealm(KeycloakSession session, AccessToken token) {
        return Urls.realmIssuer(
                        session.getContext().getUri().getBaseUri(),
                        session.getContext().getRealm().getName())
                .equals(token.getIssuer());
    }

    /**
     * Whom a token that is made by an exchange may be for at most: the audience of the token that it starts from, if
     * the realm has signed it. Empty if the request isn't an exchange.
     */
    public static Optional<List<String>> audience(KeycloakSession session) {
        return CurrentRequest.of(session)
                .grantType()
                .filter(OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE::equals)
                .map(exchange -> verified(session)
                        .map(AccessToken::getAudience)
                        .map(audience -> List.of(audience))
                        .orElse(List.of()));
    }

    /** The scopes of the token as a limit; no scopes if it can't be read. */
    static OriginalGrant grant(KeycloakSession session) {
        return OriginalGrant.of(
                session, unverified(session).map(AccessToken::getScope).orElse(""));
    }

    /** Whether the client exchanges its own token, not a user's. A profile may let it name the client (IUA-JWT-2). */
    static boolean isOwnOf(KeycloakSession session, ClientModel client) {
        Optional<String> subject = unverified(session).map(AccessToken::getSubject);
        Optional<UserModel> account = subject.map(
                id -> session.users().getUserById(session.getContext().getRealm(), id));
        return account.isPresent()
                ? AllowanceSource.isOwn(client, account.get())
                : subject.filter(client.getClientId()::equals).isPresent();
    }

    /**
     * The token's content without a check of its signature, which is enough for a limit. Empty if Keycloak didn't make
     * the token; the exchange will refuse it.
     */
    private static Optional<AccessToken> unverified(KeycloakSession session) {
        return CurrentRequest.of(session)
                .parameter(OAuth2Constants.SUBJECT_TOKEN)
                .flatMap(SubjectToken::read);
    }

    private static Optional<AccessToken> read(String token) {
        try {
            return Optional.of(new JWSInput(token).readJsonContent(AccessToken.class));
        } catch (JWSInputException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
