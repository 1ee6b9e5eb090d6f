/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import jakarta.ws.rs.core.Response;

import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker.AuthorizationCheckException;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequestParserProcessor;
import org.keycloak.protocol.oidc.endpoints.request.RequestUriType;

/**
 * Refuses a pushed authorization request of another realm or client with {@code invalid_request_uri}, in the redirect (RFC
 * 9101 section 7).
 */
final class PushedRequestCheck implements AuthorizationEndpointCheckProvider {

    private static final String NOT_OWN = "the request_uri was not issued to this client";

    private final KeycloakSession session;

    PushedRequestCheck(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void check(AuthorizationEndpointChecker checker) throws AuthorizationCheckException {
        String requestUri = checker.getQueryParams().getFirst(OIDCLoginProtocol.REQUEST_URI_PARAM);
        boolean isPushed = requestUri != null
                && AuthorizationEndpointRequestParserProcessor.getRequestUriType(requestUri) == RequestUriType.PAR;
        if (isPushed && !new PushedRequests(session).isOwn(requestUri, checker.getClient())) {
            checker.getEventBuilder().detail(Details.REASON, NOT_OWN);
            checker.getEventBuilder().error(Errors.INVALID_REQUEST);
            throw new AuthorizationCheckException(
                    Response.Status.BAD_REQUEST, OAuthErrorException.INVALID_REQUEST_URI, NOT_OWN);
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
