/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.request;

import java.util.Arrays;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker.AuthorizationCheckException;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.iua.realm.IuaRealm;

/**
 * IUA's rules for every authorization request of the realm (IUA-71-1, 2, 4), whether or not it asks for SMART scopes:
 * {@code state}, PKCE with S256, no token in the redirect, and a {@code resource} that is known.
 */
final class IuaRequestCheck implements AuthorizationEndpointCheckProvider {

    /** RFC 7636 section 4.2: the base64url of 32 bytes. */
    private static final Pattern S256 = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final KeycloakSession session;

    IuaRequestCheck(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void check(AuthorizationEndpointChecker checker) throws AuthorizationCheckException {
        if (!IuaRealm.wasApproved(session.getContext().getRealm())) {
            return;
        }
        try {
            AuthorizationEndpointRequest request = checker.getAuthorizationEndpointRequest();
            checkState(request);
            checkResponseType(request);
            checkPkce(request);
            checkResource(request, checker.getQueryParams());
        } catch (Refusal refusal) {
            throw KeycloakAnswer.redirect(checker.getEventBuilder(), refusal);
        }
    }

    private static void checkState(AuthorizationEndpointRequest request) throws Refusal {
        if (request.getState() == null || request.getState().isEmpty()) {
            throw Refusal.because(OAuthError.INVALID_REQUEST, "state is missing, which IHE IUA requires");
        }
    }

    private static void checkResponseType(AuthorizationEndpointRequest request) throws Refusal {
        if (Arrays.asList(request.getResponseType().split(" ")).contains("token")) {
            throw Refusal.because(OAuthError.UNSUPPORTED_RESPONSE_TYPE, "IHE IUA has no access tokens in the redirect");
        }
    }

    private static void checkPkce(AuthorizationEndpointRequest request) throws Refusal {
        boolean isS256 = OIDCLoginProtocol.PKCE_METHOD_S256.equals(request.getCodeChallengeMethod());
        if (!isS256
                || request.getCodeChallenge() == null
                || !S256.matcher(request.getCodeChallenge()).matches()) {
            throw Refusal.because(
                    OAuthError.INVALID_REQUEST, "IHE IUA requires code_challenge with code_challenge_method S256");
        }
    }

    private void checkResource(AuthorizationEndpointRequest request, MultivaluedMap<String, String> query)
            throws Refusal {
        boolean isReferred = query.containsKey(OIDCLoginProtocol.REQUEST_URI_PARAM)
                || query.containsKey(OIDCLoginProtocol.REQUEST_PARAM);
        if (isReferred && query.containsKey(OAuth2Constants.RESOURCE)) {
            throw Refusal.because(
                    OAuthError.INVALID_REQUEST, "resource must be sent in the request object or the pushed request");
        }
        String resource = request.getResource();
        if (resource != null && FhirServers.of(session).at(resource.strip()).isEmpty()) {
            throw Refusal.because(
                    OAuthError.INVALID_TARGET, "resource is not the base URL of a FHIR server of this realm");
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
