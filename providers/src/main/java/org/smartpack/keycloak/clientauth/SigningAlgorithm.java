/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The asymmetric JWS algorithms (RFC 7518 section 3.1) that a client may be allowed to sign with, and the kind of key
 * for each. {@code none} and the HMAC family are missing on purpose: they can't be switched on.
 */
enum SigningAlgorithm {
    RS256("RSA", ""),
    RS384("RSA", ""),
    RS512("RSA", ""),
    PS256("RSA", ""),
    PS384("RSA", ""),
    PS512("RSA", ""),
    ES256("EC", "P-256"),
    ES384("EC", "P-384"),
    ES512("EC", "P-521");

    private final String keyType;
    private final String curve;

    SigningAlgorithm(String keyType, String curve) {
        this.keyType = keyType;
        this.curve = curve;
    }

    /** All names, for people. */
    static String names() {
        return Arrays.stream(values()).map(SigningAlgorithm::name).collect(Collectors.joining(", "));
    }

    /** The algorithm with exactly this JOSE name; names are case-sensitive (RFC 7515 section 4.1.1). */
    static Optional<SigningAlgorithm> named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst();
    }

    /** The value of {@code kty} that a key must have. */
    String keyType() {
        return keyType;
    }

    /** The value of {@code crv} that an EC key must have; empty for RSA. */
    String curve() {
        return curve;
    }
}
