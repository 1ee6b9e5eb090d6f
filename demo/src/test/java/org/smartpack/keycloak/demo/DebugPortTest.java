/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DebugPortTest {

    @ParameterizedTest
    @NullAndEmptySource
    @DisplayName("without the option no debugger is let in")
    void notAskedFor(String value) {
        assertThat(DebugPort.take(value)).isEmpty();
    }

    @Test
    @DisplayName("one server at a time has the port; the next gets it when that one has ended, however often it ends")
    void oneAtATime() {
        DebugPort first = DebugPort.take("5005").orElseThrow();
        assertThat(first.options()).containsExactly("--debug", "127.0.0.1:5005");
        assertThat(DebugPort.take("5005")).isEmpty();
        first.close();
        first.close();
        try (DebugPort next = DebugPort.take("5005").orElseThrow()) {
            assertThat(DebugPort.take("5005")).as("beside %s", next.options()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "0", "65536", "127.0.0.1:5005"})
    @DisplayName("what is no port is refused by name")
    void noPort(String value) {
        assertThatIllegalStateException()
                .isThrownBy(() -> DebugPort.take(value))
                .withMessage("Not a port: -Dkeycloak.debug=" + value);
    }
}
