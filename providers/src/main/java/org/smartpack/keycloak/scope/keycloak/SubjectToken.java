/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.Optional;

import org.keycloak.OAuth2Constants;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
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
        return Optional.of(Grant.of(scope));
    }

    private static String scopeOf(String token) {
        try {
            String scope =
                    new JWSInput(token).readJsonContent(AccessToken.class).getScope();
            return scope == null ? "" : scope;
        } catch (JWSInputException | RuntimeException e) {
            // Not a token that Keycloak made: it limits to nothing, and the exchange will refuse it.
            return "";
        }
    }
}
