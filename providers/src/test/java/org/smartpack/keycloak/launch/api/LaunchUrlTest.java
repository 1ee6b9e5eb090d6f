/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the caller gets: link and handle. */
class LaunchUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://app/launch, https://app/launch?",
        "https://app/launch?, https://app/launch?",
        "https://app/launch?site=1, https://app/launch?site=1&",
        "https://app/launch?site=1&, https://app/launch?site=1&",
        "https://app/?u=https://x/?y, https://app/?u=https://x/?y&"
    })
    @DisplayName("SMART-LAUNCH-2 iss and launch are appended, whatever the URL has already")
    void of(String url, String prefix) {
        assertThat(LaunchUrl.of(url, "https://ehr.example.org/fhir", "x_-1"))
                .isEqualTo(prefix + "iss=https%3A%2F%2Fehr.example.org%2Ffhir&launch=x_-1");
    }

    @Test
    @DisplayName("LCTX-17: handles: UUIDs of version 4 in form mode, 32 bytes base64url in JSON mode, never the same")
    void handles() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String uuid = Handle.uuid();
            assertThat(UUID.fromString(uuid).version()).isEqualTo(4);
            String base64url = Handle.base64url();
            assertThat(base64url).matches("[A-Za-z0-9_-]{43}");
            assertThat(seen.add(uuid) && seen.add(base64url)).isTrue();
        }
    }
}
