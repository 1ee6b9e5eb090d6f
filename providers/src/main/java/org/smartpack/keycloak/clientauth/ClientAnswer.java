/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.Optional;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.JsonAnswer;

/** The response to a request whose client could not be authenticated. */
final class ClientAnswer {

    private static final String ATTRIBUTE = "smart-jwt.refusal";

    private ClientAnswer() {}

    /** Omits the headers that {@link #neverCached} sets on every response, which would appear twice. */
    static Response of(Refusal refusal) {
        return JsonAnswer.of(refusal).build();
    }

    /** Keeps the refusal for endpoints that make their own response from it. */
    static void remember(KeycloakSession session, Refusal refusal) {
        session.setAttribute(ATTRIBUTE, refusal);
    }

    static Optional<Refusal> remembered(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, Refusal.class));
    }

    /** Forbids caching of this request's response, whoever makes it. */
    static void neverCached(KeycloakSession session) {
        session.getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        session.getContext().getHttpResponse().setHeader("Pragma", "no-cache");
    }
}
