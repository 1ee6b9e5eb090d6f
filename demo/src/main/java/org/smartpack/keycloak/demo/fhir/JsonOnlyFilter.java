/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

/** Restricts the server to JSON in both directions, so that no other parser is reachable. */
final class JsonOnlyFilter extends HttpFilter {

    private static final String FHIR_JSON = "application/fhir+json";
    private static final Set<String> BODIES =
            Set.of(FHIR_JSON, "application/json", "application/x-www-form-urlencoded");
    private static final Set<String> FORMATS = Set.of("json", "application/json", FHIR_JSON);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String type = request.getContentType();
        if (type != null && !BODIES.contains(type.split(";")[0].trim().toLowerCase(Locale.ROOT))) {
            HttpAnswers.outcome(response, 415, "not-supported", "This server accepts only JSON");
            return;
        }
        String query = request.getQueryString();
        if (query != null && query.contains("_format") && !FORMATS.contains(request.getParameter("_format"))) {
            HttpAnswers.outcome(response, 406, "not-supported", "This server answers only in JSON");
            return;
        }
        chain.doFilter(new AcceptsJson(request), response);
    }

    private static final class AcceptsJson extends HttpServletRequestWrapper {

        AcceptsJson(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getHeader(String name) {
            return name.equalsIgnoreCase("Accept") ? FHIR_JSON : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase("Accept")
                    ? Collections.enumeration(List.of(FHIR_JSON))
                    : super.getHeaders(name);
        }
    }
}
