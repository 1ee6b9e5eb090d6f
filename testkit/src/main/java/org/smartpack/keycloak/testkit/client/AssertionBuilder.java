/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.client;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;

/**
 * Makes client assertions, right ones and, by changing any member of header or claims, wrong ones. The JSON is written
 * here so that nothing keeps a test from writing what no library would.
 */
public final class AssertionBuilder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClientKey key;
    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();

    /** A right assertion, which lasts four minutes. */
    public AssertionBuilder(ClientKey key, String algorithm, String clientId, Object audience) {
        this.key = key;
        header("typ", "JWT").header("alg", algorithm).header("kid", key.kid());
        claim("iss", clientId).claim("sub", clientId).claim("aud", audience);
        claim("exp", now() + 240).claim("jti", UUID.randomUUID().toString());
    }

    /** In seconds since 1970. */
    public static long now() {
        return Instant.now().getEpochSecond();
    }

    /** Sets a member of the header; null removes it. */
    public AssertionBuilder header(String name, Object value) {
        return set(header, name, value);
    }

    /** Sets a claim; null removes it. */
    public AssertionBuilder claim(String name, Object value) {
        return set(claims, name, value);
    }

    private AssertionBuilder set(Map<String, Object> members, String name, Object value) {
        if (value == null) {
            members.remove(name);
        } else {
            members.put(name, value);
        }
        return this;
    }

    /** The claim {@code jti}. */
    public String jti() {
        return (String) claims.get("jti");
    }

    /** Signs with the key by the header's algorithm. */
    public String sign() {
        return sign(key, (String) header.get("alg"));
    }

    /** Signs with another key or algorithm than the header says. */
    public String sign(ClientKey signer, String algorithm) {
        String signed = unsigned();
        try {
            return signed
                    + "."
                    + signer.signer()
                            .sign(
                                    new JWSHeader(JWSAlgorithm.parse(algorithm)),
                                    signed.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Header and claims, without the signature. */
    public String unsigned() {
        return encode(json(header)) + "." + encode(json(claims));
    }

    /** Base64url, of UTF-8. */
    public static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Base64url. */
    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String json(Map<String, Object> members) {
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
