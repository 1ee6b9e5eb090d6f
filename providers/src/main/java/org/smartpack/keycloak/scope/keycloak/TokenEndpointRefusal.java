/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.keycloak.OAuth2Constants;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.cors.Cors;
import org.keycloak.utils.StringUtil;

import org.smartpack.keycloak.error.OAuthError;

/**
 * The token endpoint's {@code invalid_scope}. Keycloak would repeat the whole parameter unread; this names the scope that is
 * wrong and says why (RFC 6749 section 5.2, SMART-SCOPE-62). At every other endpoint Keycloak's own check refuses, which
 * knows how to answer there.
 */
final class TokenEndpointRefusal {

    private final KeycloakSession session;
    private final ClientModel client;

    TokenEndpointRefusal(KeycloakSession session, ClientModel client) {
        this.session = session;
        this.client = client;
    }

    /**
     * Ends the request, if it is one for a token. With a code the scope was accepted before the user was known; what hangs on
     * a role that the user turns out not to have is refused here.
     */
    void raise(String scopeParam, String description) {
        Optional<String> grantType = Occasion.formParameter(session, OAuth2Constants.GRANT_TYPE);
        boolean isTokenRequest = session.getContext().getUri().getPath().endsWith("/protocol/openid-connect/token");
        if (!isTokenRequest || scopeParam == null || grantType.isEmpty()) {
            return;
        }
        new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(eventOf(grantType.get()))
                .client(client)
                .detail(Details.GRANT_TYPE, grantType.get())
                .detail(Details.REASON, description)
                .error(Errors.INVALID_REQUEST);
        Cors cors = Cors.builder().auth().allowedMethods("POST").exposedHeaders(Cors.ACCESS_CONTROL_ALLOW_METHODS);
        cors.checkAllowedOrigins(session, client);
        throw new CorsErrorResponseException(
                cors, OAuthError.INVALID_SCOPE.code(), description, Response.Status.BAD_REQUEST);
    }

    /** Keycloak takes control characters out of a form before anybody reads it; what it makes of them wasn't requested. */
    static boolean hadControlCharacters(KeycloakSession session) {
        return Occasion.formParameter(session, OAuth2Constants.SCOPE)
                .map(scope -> !scope.equals(StringUtil.removeControlCharacters(scope)))
                .orElse(false);
    }

    private static EventType eventOf(String grantType) {
        return switch (grantType) {
            case OAuth2Constants.CLIENT_CREDENTIALS -> EventType.CLIENT_LOGIN;
            case OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE -> EventType.TOKEN_EXCHANGE;
            case OAuth2Constants.AUTHORIZATION_CODE -> EventType.CODE_TO_TOKEN;
            case OAuth2Constants.DEVICE_CODE_GRANT_TYPE -> EventType.OAUTH2_DEVICE_CODE_TO_TOKEN;
            case OAuth2Constants.CIBA_GRANT_TYPE -> EventType.AUTHREQID_TO_TOKEN;
            default -> EventType.LOGIN;
        };
    }
}
