/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.error.answer;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;

/** Renders a refusal as JSON (RFC 6749 section 5.2). */
public final class JsonAnswer {

    private static final Logger LOG = Logger.getLogger(JsonAnswer.class);
    private static final int RETRY_SECONDS = 5;

    private JsonAnswer() {}

    /** Without the headers that forbid caching, for callers that set them on every response. */
    public static Response.ResponseBuilder of(Refusal refusal) {
        LOG.debugf("Refused: %s", refusal);
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", refusal.error().code());
        body.put("error_description", refusal.description());
        Response.ResponseBuilder answer = Response.status(refusal.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body);
        return refusal.error() == OAuthError.TEMPORARILY_UNAVAILABLE
                ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                : answer;
    }

    /** With the headers that forbid caching. */
    public static Response neverCached(Refusal refusal) {
        return of(refusal)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .build();
    }
}
