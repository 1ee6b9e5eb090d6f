/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraceTest {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    @Test
    @DisplayName("KT-AUD-6 the correlation id is the id of the request that came in; each request has an id of its own")
    void ids() {
        Trace trace = Trace.from("request-in", "trace-in");

        assertThat(trace.correlationId()).isEqualTo("request-in");
        assertThat(trace.traceId()).isEqualTo("trace-in");
        assertThat(trace.requestId()).matches(UUID);
        Trace next = trace.next();
        assertThat(next.requestId()).matches(UUID).isNotEqualTo(trace.requestId());
        assertThat(next).isEqualTo(new Trace(next.requestId(), "trace-in", "request-in"));
    }

    @Test
    @DisplayName("KT-AUD-6 the trace id is the jti of the HTI token")
    void jti() {
        assertThat(Trace.from("", "trace-in").named("the-jti").traceId()).isEqualTo("the-jti");
    }

    @Test
    @DisplayName("KT-AUD-6 a request that says nothing gets ids")
    void none() {
        Trace trace = Trace.from("", "");

        assertThat(trace.correlationId()).matches(UUID);
        assertThat(trace.traceId()).isEqualTo(trace.correlationId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a b", "\u00e9", "<script>", "a\u0000", "a_b", ".."})
    @DisplayName("KT-AUD-6 what isn't of the form of a FHIR id gets another name, always the same")
    void unprintable(String value) {
        Trace trace = Trace.from(value, value);

        assertThat(trace.correlationId()).matches(UUID);
        assertThat(trace.named(value).traceId()).matches(UUID);
        assertThat(Trace.from(value, "").correlationId()).isEqualTo(trace.correlationId());
    }

    @Test
    @DisplayName("KT-AUD-6 a very long id gets another name too")
    void tooLong() {
        assertThat(Trace.from("x".repeat(65), "").correlationId()).matches(UUID);
        assertThat(Trace.from("x".repeat(64), "").correlationId()).hasSize(64);
    }
}
