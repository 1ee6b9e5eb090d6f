/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.Optional;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.par.ParResponse;
import org.keycloak.protocol.oidc.par.endpoints.ParEndpoint;
import org.keycloak.services.CorsErrorResponseException;

import org.smartpack.keycloak.allowance.ScopeOutcome;

/** See {@link SmartParEndpointFactory}. Public, because the server's REST layer calls it. */
public final class SmartParEndpoint extends ParEndpoint {

    private static final String INVALID_SCOPES = "Invalid scopes: ";

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
            throw ClientAnswer.remembered(session)
                    .map(ClientAnswer::of)
                    .<RuntimeException>map(WebApplicationException::new)
                    .orElse(e);
        }
    }

    /** Keycloak would repeat the whole parameter. This names the scope that is wrong and says why. */
    @Override
    protected CorsErrorResponseException errorResponseException(String error, String detail, Response.Status status) {
        Optional<String> refusal = client == null
                ? Optional.empty()
                : ScopeOutcome.of(session, client).refusal();
        return super.errorResponseException(
                error,
                refusal.filter(reason -> detail.startsWith(INVALID_SCOPES)).orElse(detail),
                status);
    }
}
