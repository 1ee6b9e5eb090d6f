/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TemplateTest {

    @Test
    @DisplayName("each part is filled in as it is, and nothing inside it is replaced")
    void fills() {
        assertThat(Template.fill("{{a}} and {{plot-b}}", Map.of("a", "$1 \\ {{plot-b}}", "plot-b", "c")))
                .isEqualTo("$1 \\ {{plot-b}} and c");
    }

    @Test
    @DisplayName("an unknown part is an error, not a hole")
    void unknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.fill("{{a}}", Map.of()))
                .withMessageContaining("a");
    }
}
