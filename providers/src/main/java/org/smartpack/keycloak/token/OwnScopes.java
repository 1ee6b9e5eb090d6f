/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.cors.Cors;

import org.smartpack.keycloak.allowance.AllowanceSource.OwnRights;
import org.smartpack.keycloak.allowance.OwnRequest;
import org.smartpack.keycloak.error.OAuthError;

/** Reads the {@code scope} of a token request of a client that has its rights from a profile. */
public record OwnScopes(KeycloakSession session, ClientModel client, EventBuilder event, Cors cors) {

    /**
     * The parameter that Keycloak goes on with; {@code null}, as Keycloak has it, where there is none that counts.
     *
     * @throws CorsErrorResponseException with an error of RFC 6749 section 5.2
     */
    public String requested(OwnRights rights, String parameter) {
        Optional<String> counting;
        try {
            counting = OwnRequest.read(rights, parameter == null ? "" : parameter);
        } catch (OAuthErrorException e) {
            throw refused(e.getError(), e.getDescription());
        }
        if (counting.isPresent() && !TokenManager.isValidScope(session, counting.get(), client)) {
            throw refused(OAuthErrorException.INVALID_SCOPE, "the scope is malformed or not among the client's");
        }
        return counting.orElse(null);
    }

    private CorsErrorResponseException refused(String error, String description) {
        event.detail(Details.REASON, description);
        event.error(
                OAuthErrorException.UNAUTHORIZED_CLIENT.equals(error) ? Errors.NOT_ALLOWED : Errors.INVALID_REQUEST);
        Response.Status status = OAuthError.TEMPORARILY_UNAVAILABLE.code().equals(error)
                ? Response.Status.SERVICE_UNAVAILABLE
                : Response.Status.BAD_REQUEST;
        return new CorsErrorResponseException(cors, error, description, status);
    }
}
