/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakSession;

/** Answers that no cache keeps. */
public final class NeverCached {

    private static final String PRAGMA = "Pragma";

    private NeverCached() {}

    /** The client authenticators may have set the headers too; here they are there once. */
    public static Response answer(KeycloakSession session, Response.ResponseBuilder answer) {
        HttpResponse response = session.getContext().getHttpResponse();
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(PRAGMA, "no-cache");
        return answer.header(HttpHeaders.CACHE_CONTROL, null)
                .header(PRAGMA, null)
                .build();
    }
}
