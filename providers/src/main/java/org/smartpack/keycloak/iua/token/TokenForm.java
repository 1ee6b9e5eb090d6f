/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.token;

import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

/** The form of a token request; without parameters anywhere else. */
record TokenForm(KeycloakSession session) {

    Optional<String> parameter(String name) {
        HttpRequest request = session.getContext().getHttpRequest();
        if (request == null || !"POST".equals(request.getHttpMethod())) {
            return Optional.empty();
        }
        MultivaluedMap<String, String> form = request.getDecodedFormParameters();
        return Optional.ofNullable(form)
                .map(parameters -> parameters.getFirst(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** A UMA ticket is for the server whose resources it is about. */
    boolean isPermissionRequest() {
        return parameter(OAuth2Constants.GRANT_TYPE)
                .filter(OAuth2Constants.UMA_GRANT_TYPE::equals)
                .isPresent();
    }

    /** Token exchange has its own meaning for the parameters that IUA uses. */
    boolean isExchange() {
        return parameter(OAuth2Constants.GRANT_TYPE)
                .filter(OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE::equals)
                .isPresent();
    }
}
