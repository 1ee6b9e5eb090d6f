/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScopeOutcomeTest {

    @Test
    void namesWhatWasDropped() {
        assertThat(ScopeOutcome.text(List.of("launch/location", "nonsense"))).isEqualTo("launch/location nonsense");
        assertThat(ScopeOutcome.text(List.of("patient/Foo.rs", "launch/Location")))
                .isEqualTo("patient/Foo.rs launch/Location");
        assertThat(ScopeOutcome.text(List.of())).isEmpty();
    }

    @Test
    void isShort() {
        assertThat(ScopeOutcome.text(List.of("x".repeat(60_000)))).hasSizeLessThan(300);
        List<String> many =
                IntStream.range(0, 5000).mapToObj(i -> "nonsense-" + i).toList();
        assertThat(ScopeOutcome.text(many)).hasSizeLessThan(1100).matches("nonsense-0 .* and \\d+ more");
    }

    @Test
    void isPrintable() {
        assertThat(ScopeOutcome.text(List.of("patient/P\u0007\u00e9\"\\.rs"))).matches("[\\x20-\\x7E&&[^\"\\\\]]+");
    }
}
