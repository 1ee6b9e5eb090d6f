/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.smartpack.keycloak.demo.access.InvalidTokenException;
import org.smartpack.keycloak.demo.access.KeysUnavailableException;
import org.smartpack.keycloak.demo.access.TokenVerifier;

/** Requires a valid token (RFC 6750) for everything but the open paths. */
final class BearerTokenFilter extends HttpFilter {

    private static final String SCHEME = "bearer ";

    private final transient TokenVerifier verifier;
    private final transient AccessFactory accesses;

    BearerTokenFilter(TokenVerifier verifier, AccessFactory accesses) {
        this.verifier = verifier;
        this.accesses = accesses;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (OpenPaths.contains(request)) {
            chain.doFilter(request, response);
            return;
        }
        // A cache, even a browser's, must not show what one token permits to the bearer of another.
        response.setHeader("Cache-Control", "no-store");
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        if (headers.size() != 1 || !headers.get(0).toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"fhir\"");
            HttpAnswers.outcome(response, 401, "login", "A bearer token is required");
            return;
        }
        try {
            String token = headers.get(0).substring(SCHEME.length()).trim();
            request.setAttribute(Granted.ATTRIBUTE, accesses.granted(verifier.verify(token)));
        } catch (InvalidTokenException e) {
            response.setHeader(
                    "WWW-Authenticate",
                    "Bearer realm=\"fhir\", error=\"invalid_token\", error_description=\"" + e.getMessage() + "\"");
            HttpAnswers.outcome(response, 401, "login", e.getMessage());
            return;
        } catch (KeysUnavailableException e) {
            HttpAnswers.outcome(response, 503, "transient", e.getMessage());
            return;
        }
        chain.doFilter(request, response);
    }
}
