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
 * Ids that let the logs of several systems be correlated (Koppeltaal TOP-KT-012c, KT-AUD-6). Whatever a caller sent,
 * all three have the form of a FHIR id, {@code [A-Za-z0-9\-\.]{1,64}}, because they appear in headers and resources.
 *
 * @param requestId identifies one request
 * @param traceId identifies everything that belongs together, for instance to one launch
 * @param correlationId the id of the request that caused this one
 */
public record Trace(String requestId, String traceId, String correlationId) {

    static final String REQUEST_ID = "X-Request-Id";
    static final String TRACE_ID = "X-Trace-Id";
    static final String CORRELATION_ID = "X-Correlation-Id";

    /** The trace for requests that the current request causes. Ids that the current request lacks are generated. */
    public static Trace of(KeycloakSession session) {
        HttpRequest request = session.getContext().getHttpRequest();
        return request == null ? from("", "") : from(header(request, REQUEST_ID), header(request, TRACE_ID));
    }

    /**
     * @param requestId the id of the incoming request; empty if it has none
     * @param traceId its trace id; empty if it has none
     */
    static Trace from(String requestId, String traceId) {
        String correlationId = plain(requestId);
        return new Trace(
                UUID.randomUUID().toString(), traceId.isEmpty() ? correlationId : plain(traceId), correlationId);
    }

    /** The same trace under another name, for instance the {@code jti} of an HTI launch token. */
    public Trace named(String newTraceId) {
        return new Trace(requestId, plain(newTraceId), correlationId);
    }

    /** The trace id that {@link #named} derives from a name. */
    public static String name(String known) {
        return plain(known);
    }

    /** The trace for another request that belongs to the same trace id. */
    public Trace next() {
        return new Trace(UUID.randomUUID().toString(), traceId, correlationId);
    }

    /** The HTTP headers that carry the ids. */
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

    /** A value in another form is replaced by an id that is always the same for it; an empty one by a new id. */
    private static String plain(String value) {
        if (value.isEmpty()) {
            return UUID.randomUUID().toString();
        }
        return FhirReference.isId(value)
                ? value
                : UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
