/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.request.ControlCharacters;

/** The HTTP request that Keycloak is answering, as far as it shows what a {@code scope} parameter is read for. */
final class CurrentRequest {

    private final KeycloakSession session;
    private final Place place;

    private CurrentRequest(KeycloakSession session, Place place) {
        this.session = session;
        this.place = place;
    }

    static CurrentRequest of(KeycloakSession session) {
        return new CurrentRequest(session, Place.of(session));
    }

    Place place() {
        return place;
    }

    /** The grant type of a token request. */
    Optional<String> grantType() {
        return place == Place.TOKEN ? parameter(OAuth2Constants.GRANT_TYPE) : Optional.empty();
    }

    /** A form parameter, cleaned the way Keycloak cleans it before it uses it. */
    Optional<String> parameter(String name) {
        return rawParameter(name).map(ControlCharacters::removeFrom);
    }

    /**
     * The values of a parameter as they were sent to an endpoint that takes requests for scopes: in the form or, with
     * GET, in the query. Empty at any other endpoint.
     */
    List<String> sent(String name) {
        if (!place.takesRequests()) {
            return List.of();
        }
        MultivaluedMap<String, String> parameters =
                isPost() ? form() : session.getContext().getUri().getQueryParameters();
        return parameters == null ? List.of() : parameters.getOrDefault(name, List.of());
    }

    private Optional<String> rawParameter(String name) {
        return isPost() && form() != null ? Optional.ofNullable(form().getFirst(name)) : Optional.empty();
    }

    private boolean isPost() {
        HttpRequest request = session.getContext().getHttpRequest();
        return request != null && "POST".equals(request.getHttpMethod());
    }

    private MultivaluedMap<String, String> form() {
        return session.getContext().getHttpRequest().getDecodedFormParameters();
    }
}
