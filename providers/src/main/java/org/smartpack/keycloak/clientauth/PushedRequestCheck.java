/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequestParserProcessor;
import org.keycloak.protocol.oidc.endpoints.request.RequestUriType;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;

/**
 * Refuses a pushed authorization request of another realm or client with {@code invalid_request_uri} in the redirect
 * (RFC 9101 section 7).
 */
public final class PushedRequestCheck {

    private static final String NOT_OWN = "the request_uri was not issued to this client";

    private PushedRequestCheck() {}

    /**
     * Whether a request refers to one that was pushed.
     *
     * @param parameters the request's form or query parameters
     */
    public static boolean isPushed(MultivaluedMap<String, String> parameters) {
        String requestUri = parameters.getFirst(OIDCLoginProtocol.REQUEST_URI_PARAM);
        return requestUri != null
                && AuthorizationEndpointRequestParserProcessor.getRequestUriType(requestUri) == RequestUriType.PAR;
    }

    /** @throws Refusal if the request was pushed by another client or in another realm */
    public static void check(KeycloakSession session, AuthorizationEndpointChecker checker) throws Refusal {
        MultivaluedMap<String, String> parameters = checker.getQueryParams();
        if (!isPushed(parameters)
                || new PushedRequests(session)
                        .isOwn(parameters.getFirst(OIDCLoginProtocol.REQUEST_URI_PARAM), checker.getClient())) {
            return;
        }
        throw Refusal.because(OAuthError.INVALID_REQUEST_URI, NOT_OWN);
    }
}
