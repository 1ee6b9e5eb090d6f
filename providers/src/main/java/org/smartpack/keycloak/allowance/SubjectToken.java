/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.Optional;

import org.keycloak.OAuth2Constants;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/**
 * The token that is being exchanged (RFC 8693): what comes out of an exchange can have no SMART scope that it hasn't. It is
 * read as a limit only, so its signature doesn't matter here; the exchange itself checks it.
 */
final class SubjectToken {

    private SubjectToken() {}

    /** The grant behind the subject token: none of it when the token can't be read. */
    static Optional<Grant> grant(KeycloakSession session) {
        String scope = CurrentRequest.of(session)
                .parameter(OAuth2Constants.SUBJECT_TOKEN)
                .map(SubjectToken::scopeOf)
                .orElse("");
        return Optional.of(ScopeMemory.of(session).grant(scope));
    }

    /** Whether the client exchanges a token that it has on its own behalf. */
    static boolean isOwnOf(KeycloakSession session, ClientModel client) {
        Optional<UserModel> subject = CurrentRequest.of(session)
                .parameter(OAuth2Constants.SUBJECT_TOKEN)
                .flatMap(SubjectToken::read)
                .map(AccessToken::getSubject)
                .map(id -> session.users().getUserById(session.getContext().getRealm(), id));
        return AllowanceSource.isOwn(client, subject.orElse(null));
    }

    private static String scopeOf(String token) {
        return read(token).map(AccessToken::getScope).orElse("");
    }

    /** What a token says, unchecked; empty if it isn't one that Keycloak made: the exchange will refuse it. */
    static Optional<AccessToken> read(String token) {
        try {
            return Optional.of(new JWSInput(token).readJsonContent(AccessToken.class));
        } catch (JWSInputException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
