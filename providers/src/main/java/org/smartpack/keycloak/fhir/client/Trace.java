/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.fhir.FhirReference;

/**
 * What lets several systems' logs be laid side by side (Koppeltaal TOP-KT-012c, KT-AUD-6). The three values have the
 * form of a FHIR id, {@code [A-Za-z0-9\-\.]{1,64}}, whatever a caller sent: they stand in headers and in resources.
 *
 * @param requestId names one request
 * @param traceId names all that belongs to one undertaking, a launch for instance
 * @param correlationId the id of the request that made this one necessary
 */
public record Trace(String requestId, String traceId, String correlationId) {

    static final String REQUEST_ID = "X-Request-Id";
    static final String TRACE_ID = "X-Trace-Id";
    static final String CORRELATION_ID = "X-Correlation-Id";

    /** For whatever the current request makes necessary; what the request doesn't say itself is made up. */
    public static Trace of(KeycloakSession session) {
        HttpRequest request = session.getContext().getHttpRequest();
        return request == null ? from("", "") : from(header(request, REQUEST_ID), header(request, TRACE_ID));
    }

    /**
     * @param requestId of the request that came in, empty if it has none
     * @param traceId the same
     */
    static Trace from(String requestId, String traceId) {
        String correlationId = plain(requestId);
        return new Trace(
                UUID.randomUUID().toString(), traceId.isEmpty() ? correlationId : plain(traceId), correlationId);
    }

    /** The same undertaking by another name: the {@code jti} of an HTI launch token. */
    public Trace named(String newTraceId) {
        return new Trace(requestId, plain(newTraceId), correlationId);
    }

    /** The trace id of an undertaking that is known by another name: the same as in {@link #named}. */
    public static String name(String known) {
        return plain(known);
    }

    /** For one more request of the same undertaking. */
    public Trace next() {
        return new Trace(UUID.randomUUID().toString(), traceId, correlationId);
    }

    /** The HTTP headers that carry it. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(REQUEST_ID, requestId);
        headers.put(TRACE_ID, traceId);
        headers.put(CORRELATION_ID, correlationId);
        return headers;
    }

    private static String header(HttpRequest request, String name) {
        String value = request.getHttpHeaders().getHeaderString(name);
        return value == null ? "" : value;
    }

    /** What has another form gets a name that is always the same for it; nothing gets a new one. */
    private static String plain(String value) {
        if (value.isEmpty()) {
            return UUID.randomUUID().toString();
        }
        return FhirReference.isId(value)
                ? value
                : UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
