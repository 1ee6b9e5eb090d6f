/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.token;

import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.OAuth2Constants;
import org.keycloak.authorization.authorization.AuthorizationTokenService;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.request.ControlCharacters;

/** The form of a token request, cleaned the way Keycloak cleans it; without parameters anywhere else. */
record TokenForm(KeycloakSession session) {

    private static final String CLAIM_TOKEN = "claim_token";
    private static final String CLAIM_TOKEN_FORMAT = "claim_token_format";

    Optional<String> parameter(String name) {
        return form().map(parameters -> parameters.getFirst(name))
                .map(ControlCharacters::removeFrom)
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private Optional<MultivaluedMap<String, String>> form() {
        HttpRequest request = session.getContext().getHttpRequest();
        return request == null || !"POST".equals(request.getHttpMethod())
                ? Optional.empty()
                : Optional.ofNullable(request.getDecodedFormParameters());
    }

    /** A UMA ticket is for the server whose resources it is about. */
    boolean isPermissionRequest() {
        return parameter(OAuth2Constants.GRANT_TYPE)
                .filter(OAuth2Constants.UMA_GRANT_TYPE::equals)
                .isPresent();
    }

    /** Whether Keycloak takes what a UMA ticket is asked for with for an ID token. */
    boolean hasIdToken() {
        return parameter(CLAIM_TOKEN_FORMAT)
                .map(format -> !AuthorizationTokenService.CLAIM_TOKEN_FORMAT_JWT.equals(format))
                .orElse(form().filter(parameters -> parameters.containsKey(CLAIM_TOKEN))
                        .isPresent());
    }

    /** Token exchange has its own meaning for the parameters that IUA uses. */
    boolean isExchange() {
        return parameter(OAuth2Constants.GRANT_TYPE)
                .filter(OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE::equals)
                .isPresent();
    }
}
