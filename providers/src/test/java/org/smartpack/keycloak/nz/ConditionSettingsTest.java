/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.io.IOException;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What an administrator may have written into the condition. */
class ConditionSettingsTest {

    private static ConditionSettings read(String json) throws IOException {
        return ConditionSettings.read(new ObjectMapper().readTree(json));
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC, PUBLIC", "IN-CONFIDENCE, IN_CONFIDENCE", "SENSITIVE, SENSITIVE"})
    @DisplayName("NZ-70: the id of a class is a setting")
    void classes(String id, Classification expected) throws IOException {
        ConditionSettings settings = read("{\"classification\": \"" + id + "\", \"is-negative-logic\": false}");
        assertThat(settings.fault()).isEmpty();
        assertThat(settings.classification()).contains(expected);
        assertThat(settings.unclassified()).contains(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "\"PUBLIC\"",
                "{\"classification\": \"publik\"}",
                "{\"classification\": \"public\"}",
                "{\"classification\": \"\"}",
                "{\"classification\": \"IN_CONFIDENCE\"}",
                "{\"classification\": \"PUBLIC \"}",
                "{\"classification\": null}",
                "{\"classification\": 1}",
                "{\"classification\": [\"PUBLIC\"]}",
                "{\"classification\": [\"PUBLIC\", \"SENSITIVE\"]}",
                "{\"classification\": {\"PUBLIC\": true}}",
                "{\"clasification\": \"PUBLIC\", \"unclassified\": true}"
            })
    @DisplayName("NZ-70: anything else in the place of the class is named")
    void noClass(String json) throws IOException {
        assertThat(read(json).fault()).contains("classification must be one of PUBLIC, IN-CONFIDENCE, SENSITIVE");
        assertThat(read(json).matches(Optional.empty()))
                .as("a new client")
                .isEqualTo(json.contains("\"unclassified\": true"));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "'\"true\"', true", "false, false", "'\"false\"', false", "'\"\"', false", "null, false"})
    @DisplayName("NZ-70: clients without a class count or don't, as JSON or as text")
    void unclassified(String json, boolean expected) throws IOException {
        ConditionSettings settings = read("{\"classification\": \"PUBLIC\", \"unclassified\": " + json + "}");
        assertThat(settings.fault()).isEmpty();
        assertThat(settings.matches(Optional.empty())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yes\"", "\"TRUE\"", "1", "[true]", "{}"})
    @DisplayName("NZ-70: anything else is named, and takes clients without a class until it is mended")
    void perhaps(String json) throws IOException {
        ConditionSettings settings = read("{\"classification\": \"PUBLIC\", \"unclassified\": " + json + "}");
        assertThat(settings.fault()).contains("unclassified must be true or false");
        assertThat(settings.matches(Optional.empty())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"maybe\"", "\"yes\"", "1.5", "[]", "[true]", "{}"})
    @DisplayName("NZ-70: an opposite that Keycloak can't read is named, as it would stop every policy of the realm")
    void negation(String json) throws IOException {
        assertThat(read("{\"classification\": \"PUBLIC\", \"is-negative-logic\": " + json + "}")
                        .fault())
                .contains("is-negative-logic must be true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "null", "\"true\"", "\"false\"", "\"\"", "\"null\""})
    @DisplayName("NZ-70: one that Keycloak reads isn't")
    void readableNegation(String json) throws IOException {
        assertThat(read("{\"classification\": \"PUBLIC\", \"is-negative-logic\": " + json + "}")
                        .fault())
                .isEmpty();
    }

    @Test
    @DisplayName("NZ-70: without settings there is no class")
    void none() {
        assertThat(ConditionSettings.read((JsonNode) null).fault()).isPresent();
    }
}
