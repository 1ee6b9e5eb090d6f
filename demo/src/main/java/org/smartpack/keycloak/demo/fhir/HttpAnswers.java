/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Responses that are sent before a request reaches HAPI. */
final class HttpAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private HttpAnswers() {}

    /**
     * An OperationOutcome.
     *
     * @param code an issue type of FHIR R4, for instance {@code login}
     */
    static void outcome(HttpServletResponse response, int status, String code, String text) throws IOException {
        json(
                response,
                status,
                "application/fhir+json",
                Map.of(
                        "resourceType",
                        "OperationOutcome",
                        "issue",
                        List.of(Map.of("severity", "error", "code", code, "diagnostics", text))));
    }

    static void json(HttpServletResponse response, int status, String contentType, Object body) throws IOException {
        bytes(response, status, contentType, JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
    }

    static void bytes(HttpServletResponse response, int status, String contentType, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType(contentType);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
