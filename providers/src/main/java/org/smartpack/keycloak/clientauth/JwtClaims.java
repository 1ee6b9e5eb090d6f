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

/**
 * The claims of a JWT, read strictly: a claim that is there has the type it must have.
 *
 * @param json all of them
 */
public record JwtClaims(ObjectNode json) {

    private static final double MAX_DATE = 1e11;

    /**
     * A claim that must be a string where it is present.
     *
     * @throws AssertionRefused if it is anything else, {@code null} included
     */
    public Optional<String> text(String name) throws AssertionRefused {
        JsonNode value = json.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new AssertionRefused(name + " is not a string");
        }
        return Optional.of(value.textValue());
    }

    /**
     * A NumericDate (RFC 7519 section 2) in whole seconds since 1970; fractions are cut off.
     *
     * @throws AssertionRefused if it is there and isn't one
     */
    public OptionalLong date(String name) throws AssertionRefused {
        JsonNode value = json.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        // A comparison by double first: 1e999999 must not be expanded to a number of that many digits.
        if (!value.isNumber() || !(Math.abs(value.doubleValue()) < MAX_DATE)) {
            throw new AssertionRefused(name + " is not a date in seconds");
        }
        return OptionalLong.of((long) Math.floor(value.doubleValue()));
    }

    /**
     * The audience: a string or an array of strings (RFC 7519 section 4.1.3); empty where it is absent.
     *
     * @throws AssertionRefused if it is there and is neither
     */
    public List<String> audience() throws AssertionRefused {
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

    private static AssertionRefused neither() {
        return new AssertionRefused("aud is neither a string nor an array of strings");
    }
}
