/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.par.ParResponse;
import org.keycloak.protocol.oidc.par.endpoints.ParEndpoint;
import org.keycloak.services.CorsErrorResponseException;

/** See {@link SmartParEndpointFactory}. Public because the server's REST layer calls it. */
public final class SmartParEndpoint extends ParEndpoint {

    SmartParEndpoint(KeycloakSession session, EventBuilder event) {
        super(session, event);
    }

    @Override
    public Response request() {
        Response answer = super.request();
        if (answer.getEntity() instanceof ParResponse pushed) {
            new PushedRequests(session).bind(pushed, client);
        }
        return answer;
    }

    @Override
    protected void authorizeClient() {
        try {
            super.authorizeClient();
        } catch (CorsErrorResponseException e) {
            throw Refusal.remembered(session)
                    .<RuntimeException>map(WebApplicationException::new)
                    .orElse(e);
        }
    }
}
