/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.smartpack.keycloak.error.Refusal;

/**
 * The claims of a JWT, read strictly: a claim that is present must have the right type.
 *
 * @param json all claims
 */
public record JwtClaims(ObjectNode json) {

    private static final double MAX_DATE = 1e11;

    /**
     * A claim that must be a string if it is present.
     *
     * @throws Refusal if it is anything else, {@code null} included
     */
    public Optional<String> text(String name) throws Refusal {
        JsonNode value = json.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw Refusal.assertion(name + " is not a string");
        }
        return Optional.of(value.textValue());
    }

    /**
     * A NumericDate claim (RFC 7519 section 2) in whole seconds since 1970; fractions are cut off.
     *
     * @throws Refusal if it is present and isn't one
     */
    public OptionalLong date(String name) throws Refusal {
        JsonNode value = json.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        // Compared as a double first: 1e999999 must not be expanded to a million digits.
        if (!value.isNumber() || !(Math.abs(value.doubleValue()) < MAX_DATE)) {
            throw Refusal.assertion(name + " is not a date in seconds");
        }
        return OptionalLong.of((long) Math.floor(value.doubleValue()));
    }

    /**
     * The audience: a string or an array of strings (RFC 7519 section 4.1.3); empty if it is absent.
     *
     * @throws Refusal if it is present and is neither
     */
    public List<String> audience() throws Refusal {
        JsonNode value = json.get("aud");
        if (value == null) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        if (!value.isArray()) {
            throw neither();
        }
        List<String> all = new ArrayList<>();
        for (JsonNode member : value) {
            if (!member.isTextual()) {
                throw neither();
            }
            all.add(member.textValue());
        }
        return List.copyOf(all);
    }

    private static Refusal neither() {
        return Refusal.assertion("aud is neither a string nor an array of strings");
    }
}
