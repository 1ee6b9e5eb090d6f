/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.introspection;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;

import org.smartpack.keycloak.introspection.IntrospectionRules;
import org.smartpack.keycloak.iua.claims.Extensions;

/**
 * IUA's rules for introspection: every caller that may not ask gets 401 (INTRO-IUA-2), and the response has the claim
 * {@code extensions} of the token (INTRO-IUA-4).
 */
public final class IuaIntrospection implements IntrospectionRules {

    @Override
    public Optional<Response.ResponseBuilder> unauthorized(boolean withToken) {
        return Optional.of(Response.status(Response.Status.UNAUTHORIZED)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.WWW_AUTHENTICATE, withToken ? "Bearer error=\"invalid_token\"" : "Basic, Bearer")
                .entity(Map.of(
                        "error",
                        withToken ? "invalid_token" : "invalid_client",
                        "error_description",
                        "The caller may not introspect tokens")));
    }

    @Override
    public boolean isEveryOtherErrorInactive() {
        return false;
    }

    @Override
    public boolean mayAsk(ClientModel caller) {
        return false;
    }

    @Override
    public Optional<Map<String, Object>> describe(String token, ClientModel caller, EventBuilder event) {
        return Optional.empty();
    }

    @Override
    public Set<String> members() {
        return Set.of(Extensions.CLAIM);
    }
}
