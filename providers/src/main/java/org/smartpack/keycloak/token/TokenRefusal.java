/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.services.cors.Cors;

import org.smartpack.keycloak.allowance.TokenRequestEvent;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;

/** Refuses tokens just before Keycloak sends them, with any grant type. */
public final class TokenRefusal {

    private TokenRefusal() {}

    /** The exception to throw. The event is written. */
    public static RuntimeException of(KeycloakSession session, Refusal refusal) {
        ClientModel client = session.getContext().getClient();
        TokenInterceptorException refused = KeycloakAnswer.tokens(TokenRequestEvent.of(session, client), refusal);
        if (!TokenRequestEvent.isForPermissions(session)) {
            return refused;
        }
        // Keycloak's UMA grant makes server_error of every exception but this one.
        Cors cors = Cors.builder().auth().allowedMethods("POST").exposedHeaders(Cors.ACCESS_CONTROL_ALLOW_METHODS);
        cors.checkAllowedOrigins(session, client);
        return KeycloakAnswer.token(cors, refused);
    }
}
