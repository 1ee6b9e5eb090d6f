/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.io.IOException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.keycloak.jose.jwk.JWK;
import org.keycloak.jose.jwk.JWKParser;
import org.keycloak.util.JsonSerialization;

import org.smartpack.keycloak.error.Refusal;

/**
 * The public keys of a client: a JWK Set (RFC 7517 section 5). A key is checked only when it is selected, so that a key
 * of an unknown kind doesn't affect the others.
 */
final class SigningKeys {

    /** The maximum size of a JWK Set in bytes. */
    static final int MAX_BYTES = 65_536;

    private static final int MAX_KEYS = 100;

    /**
     * A client signs with one or two keys. A set that was made to be large would take several times its size in memory.
     */
    private static final int MAX_CHOSEN = 10;

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int MAX_EXPONENT_BITS = 64;
    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private final List<JsonNode> keys;
    private final Set<String> kids = new TreeSet<>();
    private final Map<Choice, PublicKey> chosen = new ConcurrentHashMap<>();

    private record Choice(String kid, SigningAlgorithm algorithm) {}

    private SigningKeys(List<JsonNode> keys) {
        this.keys = keys;
        keys.forEach(key -> kids.add(text(key, "kid")));
    }

    /** @throws Refusal if it isn't a JWK Set, is too large or has too many keys */
    static SigningKeys parse(byte[] jwks) throws Refusal {
        if (jwks.length > MAX_BYTES) {
            throw Refusal.assertion("the JWKS is longer than " + MAX_BYTES + " bytes");
        }
        JsonNode keys;
        try {
            keys = UntrustedJson.document(jwks).path("keys");
        } catch (IOException e) {
            throw Refusal.assertion("the JWKS is " + e.getMessage());
        }
        if (!keys.isArray() || keys.size() > MAX_KEYS) {
            throw Refusal.assertion("the JWKS has no keys or more than " + MAX_KEYS);
        }
        return new SigningKeys(StreamSupport.stream(keys.spliterator(), false).toList());
    }

    /** The {@code kid} of every key that has one. */
    Set<String> kids() {
        return Collections.unmodifiableSet(kids);
    }

    /**
     * The only key with this {@code kid} and with a {@code kty} that suits the algorithm (SMART: "if there are multiple
     * keys with the same kid and kty", or none, validation fails).
     */
    PublicKey select(String kid, SigningAlgorithm algorithm) throws Refusal {
        Choice choice = new Choice(kid, algorithm);
        PublicKey known = chosen.get(choice);
        if (known == null) {
            known = choose(kid, algorithm);
            if (chosen.size() < MAX_CHOSEN) {
                chosen.put(choice, known);
            }
        }
        return known;
    }

    private PublicKey choose(String kid, SigningAlgorithm algorithm) throws Refusal {
        List<JsonNode> matching = keys.stream()
                .filter(key -> kid.equals(text(key, "kid")))
                .filter(key -> algorithm.keyType().equals(text(key, "kty")))
                .toList();
        if (matching.size() != 1) {
            throw Refusal.assertion(matching.isEmpty() ? "no key has this kid" : "several keys have this kid");
        }
        JsonNode key = matching.get(0);
        isForVerifyingSignatures(key);
        fitsAlgorithm(key, algorithm);
        return strongEnough(publicKey(key));
    }

    /** How many keys of the set are of a kind. */
    int count(Predicate<JsonNode> kind) {
        return (int) keys.stream().filter(kind).count();
    }

    /** Whether a key is a private one, or a secret one. */
    static boolean showsPrivatePart(JsonNode key) {
        return PRIVATE_MEMBERS.stream().anyMatch(key::has);
    }

    private static void isForVerifyingSignatures(JsonNode key) throws Refusal {
        if (showsPrivatePart(key)) {
            throw Refusal.assertion("the JWKS shows the private part of this key");
        }
        if (key.has("use") && !"sig".equals(text(key, "use"))) {
            throw Refusal.assertion("the key is not for signatures");
        }
        JsonNode operations = key.path("key_ops");
        if (!operations.isMissingNode()
                && StreamSupport.stream(operations.spliterator(), false)
                        .noneMatch(operation -> "verify".equals(operation.textValue()))) {
            throw Refusal.assertion("the key is not for verifying signatures");
        }
    }

    private static void fitsAlgorithm(JsonNode key, SigningAlgorithm algorithm) throws Refusal {
        if (key.has("alg") && !algorithm.name().equals(text(key, "alg"))) {
            throw Refusal.assertion("the key is for another alg");
        }
        if (!algorithm.curve().isEmpty() && !algorithm.curve().equals(text(key, "crv"))) {
            throw Refusal.assertion("the key is on another curve");
        }
    }

    private static PublicKey publicKey(JsonNode key) throws Refusal {
        try {
            return JWKParser.create(JsonSerialization.mapper.treeToValue(key, JWK.class))
                    .toPublicKey();
        } catch (IOException | RuntimeException e) {
            throw Refusal.assertion("the key can't be read");
        }
    }

    /** Small RSA keys can be broken; very large ones make verification expensive. */
    static PublicKey strongEnough(PublicKey key) throws Refusal {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < MIN_RSA_BITS
                    || bits > MAX_RSA_BITS
                    || rsa.getPublicExponent().bitLength() > MAX_EXPONENT_BITS
                    || rsa.getPublicExponent().bitLength() < 2) {
                throw Refusal.assertion("the RSA key is too weak or too large");
            }
        } else if (!(key instanceof ECPublicKey)) {
            throw Refusal.assertion("the key is of an unknown kind");
        }
        return key;
    }

    private static String text(JsonNode key, String member) {
        return key.path(member).asText("");
    }
}
