/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.Optional;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.error.OAuthError;

/**
 * What a caller is told whose authentication failed: the same for every reason that is the caller's, and the same that Keycloak says of a
 * client that doesn't exist, so that nothing can be learned from it.
 */
final class Refusal {

    private static final String PRAGMA = "Pragma";
    private static final String GENERIC = "Invalid client or Invalid client credentials";
    private static final String ATTRIBUTE = "smart-jwt.refusal";
    private static final int MAX_PRINTED = 128;
    private static final int RETRY_SECONDS = 5;

    private Refusal() {}

    static Response invalidClient() {
        return answer(OAuthError.INVALID_CLIENT, GENERIC);
    }

    static Response repeatedParameter() {
        return answer(OAuthError.INVALID_REQUEST, "duplicated parameter");
    }

    /** For a failure that isn't the client's. */
    static Response unavailable() {
        return Response.fromResponse(answer(OAuthError.TEMPORARILY_UNAVAILABLE, "Clients can't be authenticated now"))
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    /** Without the headers that {@link #neverCached} sets for every answer: they would be there twice. */
    private static Response answer(OAuthError error, String description) {
        return Response.fromResponse(error.response(description))
                .header(HttpHeaders.CACHE_CONTROL, null)
                .header(PRAGMA, null)
                .build();
    }

    /** For endpoints that make an answer of their own of it. */
    static void remember(KeycloakSession session, Response response) {
        session.setAttribute(ATTRIBUTE, response);
    }

    static Optional<Response> remembered(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, Response.class));
    }

    /** Says so for the answer of this request, whoever makes it. */
    static void neverCached(KeycloakSession session) {
        session.getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        session.getContext().getHttpResponse().setHeader(PRAGMA, "no-cache");
    }

    /** Text of the sender for an event: short, one line, ASCII. */
    static String printable(String text) {
        String cut = text.length() > MAX_PRINTED ? text.substring(0, MAX_PRINTED) : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
