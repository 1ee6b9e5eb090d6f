/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.cors.Cors;

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
    void raise(String description) {
        Optional<String> grantType = CurrentRequest.of(session).grantType();
        if (grantType.isEmpty()) {
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

    private EventType eventOf(String grantType) {
        OAuth2GrantType grant = session.getProvider(OAuth2GrantType.class, grantType);
        return grant == null ? EventType.LOGIN : grant.getEventType();
    }
}
