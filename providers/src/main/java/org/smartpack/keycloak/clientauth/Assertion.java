/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.smartpack.keycloak.error.Refusal;

/**
 * A client assertion, or another JWT that a client signed, in JWS compact serialization (RFC 7515 section 7.1), parsed
 * but not verified: the signature may be wrong.
 *
 * @param header the JOSE header
 * @param claims the JWT claims
 * @param signed the bytes that the signature is over
 * @param signature the signature
 */
record Assertion(ObjectNode header, ObjectNode claims, byte[] signed, byte[] signature) {

    /** In characters; ample for a signed JWT without a certificate chain. */
    static final int MAX_LENGTH = 8192;

    /** @throws Refusal if the text isn't a compact JWS of two JSON objects */
    static Assertion parse(String compact) throws Refusal {
        if (compact.length() > MAX_LENGTH) {
            throw Refusal.assertion("the JWT is longer than " + MAX_LENGTH + " characters");
        }
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            throw Refusal.assertion("the JWT is not a JWS in compact serialization");
        }
        return new Assertion(
                object(parts[0], "header"),
                object(parts[1], "payload"),
                (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                decode(parts[2], "signature"));
    }

    private static ObjectNode object(String part, String what) throws Refusal {
        try {
            return UntrustedJson.object(decode(part, what));
        } catch (IOException e) {
            throw Refusal.assertion("the JWT's " + what + " is " + e.getMessage());
        }
    }

    private static byte[] decode(String part, String what) throws Refusal {
        try {
            // RFC 7515 section 2: base64url without padding.
            if (part.isEmpty() || part.indexOf('=') >= 0) {
                throw new IllegalArgumentException();
            }
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw Refusal.assertion("the JWT's " + what + " is not base64url");
        }
    }

    /** A header parameter that must be a string if it is present. */
    Optional<String> headerText(String name) throws Refusal {
        return new JwtClaims(header).text(name);
    }

    /** A claim that must be a string if it is present. */
    Optional<String> claimText(String name) throws Refusal {
        return new JwtClaims(claims).text(name);
    }

    /** A NumericDate claim (RFC 7519 section 2) in whole seconds since 1970; fractions are cut off. */
    OptionalLong date(String name) throws Refusal {
        return new JwtClaims(claims).date(name);
    }

    /** The audience: a string or an array of strings (RFC 7519 section 4.1.3); empty if it is absent. */
    List<String> audience() throws Refusal {
        return new JwtClaims(claims).audience();
    }
}
