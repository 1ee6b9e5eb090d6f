/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import jakarta.ws.rs.core.MultivaluedMap;
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
public final class PushedRequestCheck implements AuthorizationEndpointCheckProvider {

    private static final String NOT_OWN = "the request_uri was not issued to this client";

    private final KeycloakSession session;

    /** Of the session's request. */
    public PushedRequestCheck(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Whether a request only refers to one that was pushed.
     *
     * @param parameters of its form or query
     */
    public static boolean isPushed(MultivaluedMap<String, String> parameters) {
        String requestUri = parameters.getFirst(OIDCLoginProtocol.REQUEST_URI_PARAM);
        return requestUri != null
                && AuthorizationEndpointRequestParserProcessor.getRequestUriType(requestUri) == RequestUriType.PAR;
    }

    @Override
    public void check(AuthorizationEndpointChecker checker) throws AuthorizationCheckException {
        String requestUri = checker.getQueryParams().getFirst(OIDCLoginProtocol.REQUEST_URI_PARAM);
        if (isPushed(checker.getQueryParams()) && !new PushedRequests(session).isOwn(requestUri, checker.getClient())) {
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
