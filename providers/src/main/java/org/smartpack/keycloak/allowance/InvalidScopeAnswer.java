/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.Optional;

import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.cors.Cors;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;

/**
 * The {@code invalid_scope} of the token endpoint and of CIBA. Keycloak would repeat the whole
 * parameter unread, and write no event for CIBA. This names the scope that is wrong and says why (RFC 6749 section 5.2,
 * SMART-SCOPE-62). At every other endpoint Keycloak's own check refuses the request, because it knows the form of the
 * error there.
 */
final class InvalidScopeAnswer {

    private final KeycloakSession session;
    private final ClientModel client;

    InvalidScopeAnswer(KeycloakSession session, ClientModel client) {
        this.session = session;
        this.client = client;
    }

    /**
     * Ends a request at one of these endpoints; does nothing at any other. When a code is redeemed, its scope was
     * accepted before the user was known. If it depends on a role that the user turns out not to have, it is refused
     * here.
     */
    void raise(Refusal refusal) {
        Optional<EventBuilder> event =
                switch (CurrentRequest.of(session).place()) {
                    case TOKEN -> TokenRequestEvent.of(session, client);
                    case BACKCHANNEL -> Optional.of(TokenRequestEvent.of(session, client, EventType.LOGIN));
                    default -> Optional.empty();
                };
        if (event.isPresent()) {
            Cors cors = Cors.builder().auth().allowedMethods("POST").exposedHeaders(Cors.ACCESS_CONTROL_ALLOW_METHODS);
            cors.checkAllowedOrigins(session, client);
            throw KeycloakAnswer.token(cors, event.get(), refusal);
        }
    }
}
