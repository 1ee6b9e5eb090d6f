/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.Optional;

import org.keycloak.OAuth2Constants;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;

/** The event of the current token request, for refusals of which Keycloak writes none. */
public final class TokenRequestEvent {

    private TokenRequestEvent() {}

    /** An event of the type that belongs to the grant type; empty at every endpoint but the token endpoint. */
    public static Optional<EventBuilder> of(KeycloakSession session, ClientModel client) {
        return CurrentRequest.of(session).grantType().map(grantType -> of(session, client, typeOf(session, grantType))
                .detail(Details.GRANT_TYPE, grantType));
    }

    /** Whether a UMA ticket is requested. */
    public static boolean isForPermissions(KeycloakSession session) {
        return CurrentRequest.of(session)
                .grantType()
                .filter(OAuth2Constants.UMA_GRANT_TYPE::equals)
                .isPresent();
    }

    static EventBuilder of(KeycloakSession session, ClientModel client, EventType type) {
        return new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(type)
                .client(client);
    }

    private static EventType typeOf(KeycloakSession session, String grantType) {
        OAuth2GrantType grant = session.getProvider(OAuth2GrantType.class, grantType);
        return grant == null ? EventType.LOGIN : grant.getEventType();
    }
}
