/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A client assertion in JWS compact serialization (RFC 7515 section 7.1), read but not trusted: nothing here says that
 * the signature holds.
 *
 * @param header the JOSE header
 * @param claims the JWT claims
 * @param signed the bytes that the signature is over
 * @param signature the signature
 */
record Assertion(ObjectNode header, ObjectNode claims, byte[] signed, byte[] signature) {

    /** Ample for a signed assertion without a certificate chain. */
    static final int MAX_LENGTH = 8192;

    private static final double MAX_DATE = 1e11;

    /** @throws AssertionRefused if the text isn't a compact JWS of two JSON objects */
    static Assertion parse(String compact) throws AssertionRefused {
        if (compact.length() > MAX_LENGTH) {
            throw new AssertionRefused("client_assertion is longer than " + MAX_LENGTH + " characters");
        }
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            throw new AssertionRefused("client_assertion is not a JWS in compact serialization");
        }
        return new Assertion(
                object(parts[0], "header"),
                object(parts[1], "payload"),
                (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                decode(parts[2], "signature"));
    }

    private static ObjectNode object(String part, String what) throws AssertionRefused {
        try {
            return UntrustedJson.object(decode(part, what));
        } catch (IOException e) {
            throw new AssertionRefused("the assertion's " + what + " is " + e.getMessage());
        }
    }

    private static byte[] decode(String part, String what) throws AssertionRefused {
        try {
            // RFC 7515 section 2: base64url without padding.
            if (part.isEmpty() || part.indexOf('=') >= 0) {
                throw new IllegalArgumentException();
            }
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new AssertionRefused("the assertion's " + what + " is not base64url");
        }
    }

    /** A header parameter that must be a string where it is present. */
    Optional<String> headerText(String name) throws AssertionRefused {
        return text(header, name);
    }

    /** A claim that must be a string where it is present. */
    Optional<String> claimText(String name) throws AssertionRefused {
        return text(claims, name);
    }

    private static Optional<String> text(ObjectNode object, String name) throws AssertionRefused {
        JsonNode value = object.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new AssertionRefused(name + " is not a string");
        }
        return Optional.of(value.textValue());
    }

    /** A NumericDate (RFC 7519 section 2) in whole seconds since 1970; fractions are cut off. */
    OptionalLong date(String name) throws AssertionRefused {
        JsonNode value = claims.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        // A comparison by double first: 1e999999 must not be expanded to a number of that many digits.
        if (!value.isNumber() || !(Math.abs(value.doubleValue()) < MAX_DATE)) {
            throw new AssertionRefused(name + " is not a date in seconds");
        }
        return OptionalLong.of((long) Math.floor(value.doubleValue()));
    }

    /** The audience: a string or an array of strings (RFC 7519 section 4.1.3); empty where it is absent. */
    List<String> audience() throws AssertionRefused {
        JsonNode value = claims.get("aud");
        if (value == null) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> all = new ArrayList<>();
        for (JsonNode member : value) {
            if (!value.isArray() || !member.isTextual()) {
                throw new AssertionRefused("aud is neither a string nor an array of strings");
            }
            all.add(member.textValue());
        }
        return List.copyOf(all);
    }
}
