/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerCheckTest {

    private static JsonNode json(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json.replace('\'', '"'));
    }

    @Test
    @DisplayName("a token answer is right with a JWT and exactly the scope, in any order")
    void token() throws JsonProcessingException {
        assertThat(AnswerCheck.token("a b")).accepts(json("{'access_token':'h.c.s','scope':'b a'}"));
        assertThat(AnswerCheck.token("a b"))
                .rejects(
                        json("{'access_token':'h.c.s','scope':'a'}"),
                        json("{'access_token':'h.c.s','scope':'a b c'}"),
                        json("{'access_token':'opaque','scope':'a b'}"),
                        json("{'error':'invalid_scope'}"));
    }

    @Test
    @DisplayName("a launch answer has a refresh token and the patient too")
    void launch() throws JsonProcessingException {
        assertThat(AnswerCheck.launch("a", "p"))
                .accepts(json("{'access_token':'h.c.s','scope':'a','refresh_token':'r','patient':'p'}"))
                .rejects(
                        json("{'access_token':'h.c.s','scope':'a','refresh_token':'r','patient':'q'}"),
                        json("{'access_token':'h.c.s','scope':'a','patient':'p'}"));
    }

    @Test
    @DisplayName("an introspection is right when the token is active")
    void active() throws JsonProcessingException {
        assertThat(AnswerCheck.active("a", "p"))
                .accepts(json("{'active':true,'scope':'a','patient':'p'}"))
                .rejects(json("{'active':false}"), json("{'active':true,'scope':'a'}"));
    }
}
