/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.rules;

import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.fhir.client.Trace;

import static org.assertj.core.api.Assertions.assertThat;

/** The reference that people are told is the one that is found in other systems (KT-AUD-5). */
class LaunchTraceTest {

    @Test
    @DisplayName("KT-AUD-5 a description ends with the reference, if there is one")
    void described() {
        assertThat(LaunchTrace.in("invalid launch token", Optional.of("5f1c-1.2")))
                .isEqualTo("invalid launch token (reference 5f1c-1.2)");
        assertThat(LaunchTrace.in("invalid launch token", Optional.empty())).isEqualTo("invalid launch token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "<script>", "a_b", "a&b=c", "%0d%0a", "a)b"})
    @DisplayName("KT-AUD-5 RFC 6749 section 4.1.2.1: a jti of another form reads as in AuditEvents, and harms nobody")
    void otherForms(String jti) {
        String reference = LaunchTrace.reference(jti);
        assertThat(reference).matches("[0-9a-f-]{36}").isEqualTo(LaunchTrace.reference(jti));
        assertThat(reference).isEqualTo(new Trace("r", "t", "c").named(jti).traceId());
    }
}
