/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.Locale;
import java.util.Set;

import jakarta.ws.rs.core.NewCookie;

import org.keycloak.http.HttpResponse;

/**
 * A response that is public and the same for everybody: it has {@code Access-Control-Allow-Origin: *} (SMART-CORS-1).
 * Keycloak by itself echoes any {@code Origin} and allows credentials with it. Without an {@code Origin} it sends no
 * CORS headers, and shared caches would then serve that response to browsers.
 */
final class ReadableByAnyOrigin implements HttpResponse {

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final Set<String> DECIDED_HERE =
            Set.of("access-control-allow-origin", "access-control-allow-credentials");

    private final HttpResponse response;

    private ReadableByAnyOrigin(HttpResponse response) {
        this.response = response;
    }

    /** Sets the header and keeps it, whatever is set later. */
    static HttpResponse from(HttpResponse response) {
        response.setHeader(ALLOW_ORIGIN, "*");
        return new ReadableByAnyOrigin(response);
    }

    @Override
    public int getStatus() {
        return response.getStatus();
    }

    @Override
    public void setStatus(int statusCode) {
        response.setStatus(statusCode);
    }

    @Override
    public void addHeader(String name, String value) {
        if (!decidedHere(name)) {
            response.addHeader(name, value);
        }
    }

    @Override
    public void setHeader(String name, String value) {
        if (!decidedHere(name)) {
            response.setHeader(name, value);
        }
    }

    @Override
    public void setCookieIfAbsent(NewCookie cookie) {
        response.setCookieIfAbsent(cookie);
    }

    private static boolean decidedHere(String header) {
        return DECIDED_HERE.contains(header.toLowerCase(Locale.ROOT));
    }
}
