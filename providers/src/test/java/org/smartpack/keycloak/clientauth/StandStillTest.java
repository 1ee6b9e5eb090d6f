/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StandStillTest {

    private final AtomicLong clock = new AtomicLong(1_800_000_000_000L);

    @Test
    @DisplayName("attack 6: a node that stood still for more than 20 seconds knows when it went on")
    void noticed() {
        try (StandStill watch = new StandStill(clock::get)) {
            long never = watch.resumed();
            clock.addAndGet(20_000);
            assertThat(watch.resumed()).isEqualTo(never).isNegative();
            clock.addAndGet(20_001);
            assertThat(watch.resumed()).isEqualTo(1_800_000_040L);
            clock.addAndGet(1_000);
            assertThat(watch.resumed()).isEqualTo(1_800_000_040L);
        }
    }

    @Test
    @DisplayName("a clock that is set back is no stand-still")
    void setBack() {
        try (StandStill watch = new StandStill(clock::get)) {
            clock.addAndGet(-3_600_000);
            watch.resumed();
            clock.addAndGet(1_000);
            assertThat(watch.resumed()).isNegative();
        }
    }
}
