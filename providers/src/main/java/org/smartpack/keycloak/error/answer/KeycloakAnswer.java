/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.error.answer;

import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker.AuthorizationCheckException;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.ErrorResponse;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.cors.Cors;

import org.smartpack.keycloak.error.Refusal;

/** Turns a refusal into the exception that each of Keycloak's own endpoints expects. */
public final class KeycloakAnswer {

    private static final Logger LOG = Logger.getLogger(KeycloakAnswer.class);

    private KeycloakAnswer() {}

    /**
     * For the authorization endpoint, which redirects with the error (RFC 6749 section 4.1.2.1). Writes the event.
     *
     * @param event the event of the authorization request
     */
    public static AuthorizationCheckException redirect(EventBuilder event, Refusal refusal) {
        LOG.debugf("Refused: %s", refusal);
        event.detail(Details.REASON, refusal.reason()).error(Errors.INVALID_REQUEST);
        return new AuthorizationCheckException(
                Response.Status.BAD_REQUEST, refusal.error().code(), refusal.description());
    }

    /**
     * For the token endpoint (RFC 6749 section 5.2). Writes the event.
     *
     * @param event the event of the token request
     */
    public static CorsErrorResponseException token(Cors cors, EventBuilder event, Refusal refusal) {
        LOG.debugf("Refused: %s", refusal);
        event.detail(Details.REASON, refusal.reason())
                .error(
                        switch (refusal.error()) {
                            case UNAUTHORIZED_CLIENT -> Errors.NOT_ALLOWED;
                            case INVALID_GRANT -> Errors.INVALID_CODE;
                            default -> Errors.INVALID_REQUEST;
                        });
        return response(cors, refusal);
    }

    /** For a refusal of {@link #tokens} where Keycloak would answer with another error. The event is written. */
    public static CorsErrorResponseException token(Cors cors, TokenInterceptorException refused) {
        return new CorsErrorResponseException(
                cors, refused.getError(), refused.getDescription(), Response.Status.BAD_REQUEST);
    }

    /**
     * For a refusal of the realm's client policies at the token endpoint. Writes the event as Keycloak does.
     *
     * @param event the event of the token request
     */
    public static CorsErrorResponseException token(Cors cors, EventBuilder event, ClientPolicyException refused) {
        LOG.debugf("Refused: %s", refused.getErrorDetail());
        event.detail(Details.REASON, Details.CLIENT_POLICY_ERROR)
                .detail(Details.CLIENT_POLICY_ERROR, refused.getError())
                .detail(Details.CLIENT_POLICY_ERROR_DETAIL, refused.getErrorDetail())
                .error(refused.getError());
        return new CorsErrorResponseException(
                cors, refused.getError(), refused.getErrorDetail(), refused.getErrorStatus());
    }

    private static CorsErrorResponseException response(Cors cors, Refusal refusal) {
        return new CorsErrorResponseException(
                cors, refusal.error().code(), refusal.description(), Response.Status.fromStatusCode(refusal.status()));
    }

    /**
     * For a refresh that Keycloak would refuse without saying why. Writes the event.
     *
     * @param event the event of the token request
     */
    public static CorsErrorResponseException refresh(Cors cors, EventBuilder event, Refusal refusal) {
        LOG.debugf("Refused: %s", refusal);
        event.detail(Details.REASON, refusal.reason()).error(Errors.INVALID_TOKEN);
        return response(cors, refusal);
    }

    /** For Keycloak's refresh, which writes the event and answers with {@code error} and {@code error_description}. */
    public static OAuthErrorException refresh(Refusal refusal) {
        LOG.debugf("Refused: %s", refusal);
        return new OAuthErrorException(refusal.error().code(), refusal.description());
    }

    /**
     * For Keycloak's token interceptors, which run just before tokens are sent. Writes the event, because Keycloak
     * writes none.
     *
     * @param event the event of the token request; empty where there is none, for instance in the console's evaluation
     */
    public static TokenInterceptorException tokens(Optional<EventBuilder> event, Refusal refusal) {
        LOG.debugf("Refused: %s", refusal);
        event.ifPresent(one -> one.detail(Details.REASON, refusal.reason()).error(Errors.NOT_ALLOWED));
        return new TokenInterceptorException(refusal.error().code(), refusal.description());
    }

    /** For every other endpoint: Keycloak turns it into the kind of error used there, a page or JSON. */
    public static ErrorResponseException endpoint(Refusal refusal) {
        LOG.debugf("Refused: %s", refusal);
        return new ErrorResponseException(
                refusal.error().code(), refusal.description(), Response.Status.fromStatusCode(refusal.status()));
    }

    /** For the admin REST API: the console shows the message. */
    public static ErrorResponseException administrator(String message) {
        return ErrorResponse.error(message, Response.Status.BAD_REQUEST);
    }
}
