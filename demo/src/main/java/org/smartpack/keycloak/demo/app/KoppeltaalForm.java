/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The choices made at the portal, checked against the portal's data.
 *
 * @param intent the purpose of opening the module; may be empty
 */
record KoppeltaalForm(KoppeltaalDomain.User user, String intent) {

    private static final int INTENT_LENGTH = 255;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private record Sent(String user, String intent) {}

    /** Reads JSON; empty for anything that the page would not have sent. */
    static Optional<KoppeltaalForm> read(String json) {
        try {
            Sent sent = JSON.readValue(json, Sent.class);
            boolean isWhole = sent != null
                    && sent.user() != null
                    && sent.intent() != null
                    && sent.intent().length() <= INTENT_LENGTH;
            return isWhole
                    ? KoppeltaalDomain.user(sent.user()).map(user -> new KoppeltaalForm(user, sent.intent()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
