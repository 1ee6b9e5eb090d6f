/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;

import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.scope.Level;

/**
 * What a {@code scope} parameter is read for. Keycloak asks its parser the same question at every stage of a request;
 * the answer differs: a request is negotiated, a grant that exists is only read.
 */
enum Occasion {
    /** A token for the client itself: {@code system/} and nothing else (SMART-SCOPE-9). */
    CLIENT_CREDENTIALS(EnumSet.of(Level.SYSTEM), true),
    /** A token for a user, from the authorization request to the code exchange: {@code system/} is not for users. */
    USER(EnumSet.of(Level.PATIENT, Level.USER), true),
    /** A token made from another one, whose scopes are the most it can have. */
    EXCHANGE(EnumSet.allOf(Level.class), true),
    /** The console's Evaluate tab: everything that the client could be granted. */
    EVALUATION(EnumSet.allOf(Level.class), true),
    /** Refresh, introspection, userinfo and whatever else reads the scopes of a token: nothing may be added. */
    EXISTING_GRANT(EnumSet.allOf(Level.class), false);

    private final Set<Level> levels;
    private final boolean negotiates;

    Occasion(Set<Level> levels, boolean negotiates) {
        this.levels = levels;
        this.negotiates = negotiates;
    }

    /** Whether scopes of a level can be granted. */
    boolean permits(Level level) {
        return levels.contains(level);
    }

    /** Whether the parameter is a request, in which naming no SMART scope means the default allowances. */
    boolean negotiates() {
        return negotiates;
    }

    /** Whether a scope that Keycloak grants by its name may be granted. */
    boolean permitsByName(String name) {
        boolean isForUsers = name.equals("launch")
                || name.startsWith("launch/")
                || name.startsWith("patient/")
                || name.startsWith("user/");
        return this != CLIENT_CREDENTIALS || !isForUsers;
    }

    /** Reads the occasion off the request that Keycloak is answering. */
    static Occasion of(KeycloakSession session) {
        UriInfo uri = session.getContext().getUri();
        String path = uri == null ? "" : uri.getPath();
        if (path.startsWith("/")) {
            path = path.substring(1);
        }
        if (path.startsWith("admin/")) {
            return path.contains("/evaluate-scopes/") ? EVALUATION : EXISTING_GRANT;
        }
        if (path.endsWith("/protocol/openid-connect/token")) {
            return formParameter(session, OAuth2Constants.GRANT_TYPE)
                    .map(Occasion::ofGrant)
                    .orElse(EXISTING_GRANT);
        }
        boolean authorizes = path.contains("/protocol/openid-connect/auth")
                || path.contains("/protocol/openid-connect/ext/par/request")
                || path.contains("/protocol/openid-connect/ext/ciba/auth")
                || path.contains("/login-actions/")
                || path.contains("/broker/")
                || path.contains("/device");
        return authorizes ? USER : EXISTING_GRANT;
    }

    private static Occasion ofGrant(String grantType) {
        return switch (grantType) {
            case OAuth2Constants.CLIENT_CREDENTIALS -> CLIENT_CREDENTIALS;
            case OAuth2Constants.REFRESH_TOKEN -> EXISTING_GRANT;
            case OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE -> EXCHANGE;
            default -> USER;
        };
    }

    /** A parameter of the form that was posted, as it came over the wire. */
    static Optional<String> formParameter(KeycloakSession session, String name) {
        HttpRequest request = session.getContext().getHttpRequest();
        if (request == null || !"POST".equals(request.getHttpMethod())) {
            return Optional.empty();
        }
        MultivaluedMap<String, String> form = request.getDecodedFormParameters();
        return form == null ? Optional.empty() : Optional.ofNullable(form.getFirst(name));
    }
}
