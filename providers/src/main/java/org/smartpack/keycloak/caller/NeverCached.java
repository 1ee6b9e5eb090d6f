/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.JsonAnswer;

/** Marks responses so that no cache stores them. */
public final class NeverCached {

    private static final String PRAGMA = "Pragma";

    private NeverCached() {}

    /** 405, for every method other than POST. */
    static Response onlyPost(KeycloakSession session) {
        return answer(
                session,
                JsonAnswer.of(Refusal.because(OAuthError.INVALID_REQUEST, "Only POST is allowed"))
                        .status(Response.Status.METHOD_NOT_ALLOWED)
                        .header(HttpHeaders.ALLOW, HttpMethod.POST));
    }

    /** Replaces headers that client authenticators may have set already, so that each appears once. */
    public static Response answer(KeycloakSession session, Response.ResponseBuilder answer) {
        HttpResponse response = session.getContext().getHttpResponse();
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(PRAGMA, "no-cache");
        return answer.header(HttpHeaders.CACHE_CONTROL, null)
                .header(PRAGMA, null)
                .build();
    }
}
