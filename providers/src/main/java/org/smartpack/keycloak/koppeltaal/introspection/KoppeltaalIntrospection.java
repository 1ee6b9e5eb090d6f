/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.introspection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.introspection.IntrospectionRules;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;

/**
 * Koppeltaal's rules for introspection: one response for every caller that isn't let in (INTRO-KT-3), an inactive token
 * for every other error (INTRO-KT-4), applications may introspect tokens for them (INTRO-KT-6), and the response names
 * the launching user (INTRO-KT-2).
 */
public final class KoppeltaalIntrospection implements IntrospectionRules {

    /** Koppeltaal's text, word for word. */
    private static final String UNAUTHORIZED =
            "{\"error\":\"invalid_client\",\"error_description\":\"The client authentication was invalid\"}";

    private static final String JSON = "application/json; charset=utf-8";
    private static final String USER = "user";

    /** The claim that distinguishes Koppeltaal's access tokens from its other tokens; Keycloak doesn't know it. */
    private static final String TYPE = "type";

    private final KeycloakSession session;
    private final KoppeltaalDomain domain;
    private final List<IntrospectableTokens> tokens;

    /** @param tokens the tokens, other than access tokens, that applications can introspect */
    public KoppeltaalIntrospection(
            KeycloakSession session, KoppeltaalDomain domain, List<IntrospectableTokens> tokens) {
        this.session = session;
        this.domain = domain;
        this.tokens = List.copyOf(tokens);
    }

    @Override
    public Optional<Response.ResponseBuilder> unauthorized(boolean withToken) {
        return Optional.of(Response.status(Response.Status.UNAUTHORIZED)
                .header(HttpHeaders.CONTENT_TYPE, JSON)
                .header(HttpHeaders.WWW_AUTHENTICATE, withToken ? "Bearer error=\"invalid_token\"" : "Bearer")
                .entity(UNAUTHORIZED));
    }

    @Override
    public boolean isEveryOtherErrorInactive() {
        return true;
    }

    @Override
    public boolean mayAsk(ClientModel caller) {
        // Every client of the domain stands for a Device, even one that is launched the SMART way.
        return true;
    }

    @Override
    public Optional<Map<String, Object>> describe(String token, ClientModel caller, EventBuilder event) {
        return tokens.stream()
                .map(kind -> kind.describe(token, caller, event))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public Set<String> members() {
        return Set.of(USER, TYPE);
    }
}
