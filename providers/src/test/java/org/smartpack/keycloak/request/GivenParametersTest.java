/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.request;

import java.util.List;
import java.util.Map;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GivenParametersTest {

    @Test
    @DisplayName("LEN-1: what has no value is left out, what has several keeps them, and what was sent stays as it is")
    void given() {
        MultivaluedMap<String, String> sent = new MultivaluedHashMap<>();
        sent.addAll("scope", "", "openid");
        sent.addAll("client_id", "", "");
        sent.add("launch", null);
        sent.addAll("audience", "a", "", "b");
        sent.add("state", " ");
        MultivaluedMap<String, String> given = GivenParameters.of(sent);
        assertThat(given)
                .isEqualTo(Map.of("scope", List.of("openid"), "audience", List.of("a", "b"), "state", List.of(" ")));
        given.add("client_id", "x");
        assertThat(sent.get("client_id")).containsExactly("", "");
    }
}
