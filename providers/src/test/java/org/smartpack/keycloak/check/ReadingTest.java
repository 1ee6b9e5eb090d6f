/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadingTest {

    @Test
    void aPartThatCannotBeReadIsNotedAndStopsNoOther() {
        Reading reading = new Reading("clinic");
        List<String> read = reading.read(RealmPart.SCOPES, List.of("none"), () -> {
            throw new IllegalStateException();
        });
        assertThat(read).containsExactly("none");
        assertThat(reading.read(RealmPart.CLIENTS, List.of(), () -> List.of("a")))
                .containsExactly("a");
        assertThat(reading.failed()).containsExactly(RealmPart.SCOPES);
    }
}
