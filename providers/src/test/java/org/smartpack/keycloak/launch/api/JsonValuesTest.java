/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** JSON that is handed on. */
class JsonValuesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static JsonNode json(Object value) {
        return JSON.valueToTree(value);
    }

    @Test
    @DisplayName("SMART-CTX-10 any JSON value of an extension comes out as it went in")
    void plain() {
        String text = "{\"a\":[1,-2.5,1234567890123456789012,true,null,\"\u00e9\",{}],\"b\":{\"c\":[]}}";
        assertThat(json(JsonValues.plain(json(text)))).isEqualTo(json(text));
    }
}
