/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.Optional;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.par.ParResponse;
import org.keycloak.protocol.oidc.par.endpoints.ParEndpoint;
import org.keycloak.services.CorsErrorResponseException;

import org.smartpack.keycloak.allowance.ScopeOutcome;
import org.smartpack.keycloak.error.Refusal;

/** See {@link SmartParEndpointFactory}. Public, because the server's REST layer calls it. */
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
            throw ClientAnswer.remembered(session)
                    .map(ClientAnswer::of)
                    .<RuntimeException>map(WebApplicationException::new)
                    .orElse(e);
        }
    }

    /** Keycloak would repeat the whole parameter. This names the scope that is wrong and says why. */
    @Override
    protected CorsErrorResponseException errorResponseException(String error, String detail, Response.Status status) {
        Optional<Refusal> scope = client == null
                ? Optional.empty()
                : ScopeOutcome.of(session, client).refusal();
        if (scope.isEmpty()) {
            return super.errorResponseException(error, detail, status);
        }
        event.detail(Details.REASON, scope.get().reason());
        return super.errorResponseException(
                scope.get().error().code(), scope.get().description(), status);
    }
}
