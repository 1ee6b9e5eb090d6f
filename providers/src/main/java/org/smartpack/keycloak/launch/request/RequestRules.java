/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.request;

import java.util.List;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.hybrid.HybridFlow;
import org.smartpack.keycloak.launch.kind.AuthorizationRequest;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * The rules for the authorization requests of all SMART apps: the code flow (SMART-AUTHZ-9) or
 * {@link HybridFlow}, PKCE with S256
 * (SMART-AUTHZ-4), and no other parameters beside a signed or pushed request.
 */
final class RequestRules {

    /** RFC 7636 section 4.2: the base64url of 32 bytes. */
    private static final Pattern S256 = Pattern.compile("[A-Za-z0-9_-]{43}");

    private RequestRules() {}

    /** The carrier of the request must not be able to change what the app signed or pushed. */
    static void checkFrontChannel(MultivaluedMap<String, String> query) throws Refusal {
        boolean isReferred = query.containsKey(OIDCLoginProtocol.REQUEST_URI_PARAM)
                || query.containsKey(OIDCLoginProtocol.REQUEST_PARAM);
        for (String name : List.of(AuthorizationRequest.LAUNCH, Audience.AUD, OAuth2Constants.RESOURCE)) {
            if (isReferred && query.containsKey(name)) {
                throw Refusal.because(
                        OAuthError.INVALID_REQUEST, name + " must be sent in the request object or the pushed request");
            }
        }
    }

    /** {@code code}, or {@code code id_token} where that is allowed. */
    static void checkResponseType(KeycloakSession session, ClientModel client, AuthorizationEndpointRequest request)
            throws Refusal {
        if (HybridFlow.isNamedBy(request.getResponseType())) {
            HybridFlow.check(session, client, RequestedScopes.of(request.getScope()));
        } else if (!OAuth2Constants.CODE.equals(request.getResponseType())) {
            throw Refusal.because(OAuthError.UNSUPPORTED_RESPONSE_TYPE, HybridFlow.CODE_ONLY);
        }
    }

    /** RFC 7636. SMART 1.0 apps without it aren't supported: a code without it would be too valuable. */
    static void checkPkce(AuthorizationEndpointRequest request) throws Refusal {
        boolean isS256 = OIDCLoginProtocol.PKCE_METHOD_S256.equals(request.getCodeChallengeMethod());
        if (request.getCodeChallenge() == null
                || !S256.matcher(request.getCodeChallenge()).matches()
                || !isS256) {
            throw Refusal.because(
                    OAuthError.INVALID_REQUEST,
                    "SMART apps must use PKCE (RFC 7636): send code_challenge with code_challenge_method S256");
        }
    }
}
