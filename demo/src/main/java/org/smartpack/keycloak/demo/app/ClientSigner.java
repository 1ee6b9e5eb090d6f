/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** Signs JWTs with the published private keys of the demo's clients (ES384). */
final class ClientSigner {

    /** SMART and HTI allow five minutes; a little less leaves room for clock differences. */
    private static final int LIFE_SECONDS = 240;

    private final DemoKeys keys;

    ClientSigner(DemoKeys keys) {
        this.keys = keys;
    }

    /** A client assertion (RFC 7523); empty for a client without a key here. */
    Optional<SignedJWT> assertion(String client, String audience) throws IOException {
        return sign(client, audience, Map.of("sub", client));
    }

    /**
     * A JWT that a client issues.
     *
     * @param claims claims beside {@code iss}, {@code aud}, {@code iat}, {@code exp} and {@code jti}
     */
    Optional<SignedJWT> sign(String client, String audience, Map<String, String> claims) throws IOException {
        return keys.ofClient(client).flatMap(set -> set.getKeys().stream()
                .filter(ECKey.class::isInstance)
                .map(ECKey.class::cast)
                .findFirst()
                .map(key -> sign(client, audience, claims, key)));
    }

    private static SignedJWT sign(String client, String audience, Map<String, String> claims, ECKey key) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder all = new JWTClaimsSet.Builder()
                .issuer(client)
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(LIFE_SECONDS)))
                .jwtID(UUID.randomUUID().toString());
        claims.forEach(all::claim);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                all.build());
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The demo key of " + client + " can't sign", e);
        }
        return jwt;
    }
}
