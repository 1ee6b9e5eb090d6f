/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.load;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class WrkOutputTest {

    private static final String PRINTED =
            """
            Running 5s test @ http://127.0.0.1:18080
              4 threads and 4 connections
            Requests/sec:    300.00

            RESULT {"requests":1500,"operations":500,"failures":%d,"exhausted":0,"micros":5000000,"bytes":90,\
            "connect":0,"read":0,"write":0,"timeout":%d,"status":0,"p50":12000.0,"p90":15000.5,"p99":20000.0}
            """;

    @Test
    @DisplayName("the result is found among what wrk prints by itself")
    void result() {
        WrkOutput output = WrkOutput.parse(PRINTED.formatted(0, 0));
        assertThat(output.requests()).isEqualTo(1500);
        assertThat(output.perSecond()).isEqualTo(100);
        assertThat(output.p90()).isEqualTo(15000.5);
        assertThat(output.hasErrors()).isFalse();
    }

    @Test
    @DisplayName("a wrong answer or a timeout is an error")
    void errors() {
        assertThat(WrkOutput.parse(PRINTED.formatted(1, 0)).hasErrors()).isTrue();
        assertThat(WrkOutput.parse(PRINTED.formatted(0, 1)).hasErrors()).isTrue();
    }

    @Test
    @DisplayName("without a result, what wrk says is the error")
    void noResult() {
        assertThatIllegalStateException()
                .isThrownBy(() -> WrkOutput.parse("unable to connect to 127.0.0.1:18080 Connection refused"))
                .withMessageContaining("Connection refused");
    }
}
