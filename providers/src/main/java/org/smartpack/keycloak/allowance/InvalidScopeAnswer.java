/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.Optional;

import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.services.cors.Cors;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;

/**
 * The token endpoint's {@code invalid_scope}. Keycloak would repeat the whole parameter unread. This names the scope
 * that is wrong and says why (RFC 6749 section 5.2, SMART-SCOPE-62). At every other endpoint Keycloak's own check
 * refuses the request, because it knows the form of the error there.
 */
final class InvalidScopeAnswer {

    private final KeycloakSession session;
    private final ClientModel client;

    InvalidScopeAnswer(KeycloakSession session, ClientModel client) {
        this.session = session;
        this.client = client;
    }

    /**
     * Ends a token request; does nothing for any other. When a code is redeemed, its scope was accepted before the user
     * was known. If it depends on a role that the user turns out not to have, it is refused here.
     */
    void raise(String description) {
        Optional<String> grantType = CurrentRequest.of(session).grantType();
        if (grantType.isEmpty()) {
            return;
        }
        EventBuilder event = new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(eventOf(grantType.get()))
                .client(client)
                .detail(Details.GRANT_TYPE, grantType.get());
        Cors cors = Cors.builder().auth().allowedMethods("POST").exposedHeaders(Cors.ACCESS_CONTROL_ALLOW_METHODS);
        cors.checkAllowedOrigins(session, client);
        throw KeycloakAnswer.token(cors, event, Refusal.because(OAuthError.INVALID_SCOPE, description));
    }

    private EventType eventOf(String grantType) {
        OAuth2GrantType grant = session.getProvider(OAuth2GrantType.class, grantType);
        return grant == null ? EventType.LOGIN : grant.getEventType();
    }
}
