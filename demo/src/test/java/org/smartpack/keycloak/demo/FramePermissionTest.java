/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FramePermissionTest {

    private static final Path REALM = Path.of(System.getProperty("smartpack.root"), "realm-export", "smart.json");

    @Test
    @DisplayName("attack 29: the demo lets its EHR frame the login pages; the realm file allows no foreign frame")
    void permission() throws Exception {
        JsonNode file = new ObjectMapper().readTree(Files.readString(REALM));
        assertThat(file.has("browserSecurityHeaders")).isFalse();
        JsonNode running =
                new ObjectMapper().readTree(FramePermission.add(Files.readString(REALM), "http://127.0.0.1:8091"));
        assertThat(running.at("/browserSecurityHeaders/contentSecurityPolicy").asText())
                .isEqualTo("frame-src 'self'; frame-ancestors 'self' http://127.0.0.1:8091; object-src 'none';");
        assertThat(running.get("clients")).isEqualTo(file.get("clients"));
    }
}
