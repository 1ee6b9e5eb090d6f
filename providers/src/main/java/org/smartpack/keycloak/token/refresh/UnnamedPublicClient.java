/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.TokenUtil;

/**
 * Finds the public client of a refresh request that names no client. SMART App Launch lists {@code grant_type},
 * {@code refresh_token} and {@code scope} for a refresh, and widespread app libraries send nothing else for a public
 * app ("Refresh access token"; RFC 6749 section 3.2.1 makes {@code client_id} optional here). The refresh token, which
 * is bound to its client, tells which client it is. That proves nothing, but neither does a public {@code client_id}.
 */
final class UnnamedPublicClient {

    /** The attribute in which Keycloak looks for the client if the request has no {@code client_id}. */
    private static final String ATTRIBUTE = OAuth2Constants.CLIENT_ID;

    private static final Set<String> TYPES = Set.of(TokenUtil.TOKEN_TYPE_REFRESH, TokenUtil.TOKEN_TYPE_OFFLINE);

    private UnnamedPublicClient() {}

    /** Tells Keycloak the client if the request names none and has a public client's refresh token. */
    static void identify(KeycloakSession session, MultivaluedMap<String, String> form) {
        if (!namesClient(session, form)) {
            owner(session, form.getFirst(OAuth2Constants.REFRESH_TOKEN))
                    .filter(ClientModel::isPublicClient)
                    .ifPresent(client -> session.setAttribute(ATTRIBUTE, client.getClientId()));
        }
    }

    /** Whether there is any credential, even a wrong one, on which the request then depends. */
    private static boolean namesClient(KeycloakSession session, MultivaluedMap<String, String> form) {
        return session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(HttpHeaders.AUTHORIZATION) != null
                || Stream.of(
                                OAuth2Constants.CLIENT_ID,
                                OAuth2Constants.CLIENT_SECRET,
                                OAuth2Constants.CLIENT_ASSERTION,
                                OAuth2Constants.CLIENT_ASSERTION_TYPE)
                        .anyMatch(form::containsKey);
    }

    /**
     * The client that a refresh token is bound to. Signature and type are checked here; the refresh itself checks
     * expiry and session.
     */
    private static Optional<ClientModel> owner(KeycloakSession session, String refreshToken) {
        return Optional.ofNullable(refreshToken)
                .map(token -> session.tokens().decode(token, RefreshToken.class))
                .filter(token -> TYPES.contains(String.valueOf(token.getType())))
                .map(RefreshToken::getIssuedFor)
                .map(session.getContext().getRealm()::getClientByClientId);
    }
}
