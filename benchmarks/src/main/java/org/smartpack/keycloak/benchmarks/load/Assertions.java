/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.load;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.smartpack.keycloak.benchmarks.realm.BenchRealm;
import org.smartpack.keycloak.benchmarks.realm.Forms;
import org.smartpack.keycloak.benchmarks.realm.SigningKeys;

/** Token requests of {@link BenchRealm#SIGNED}, each with an assertion (RFC 7523). */
public final class Assertions {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** In seconds; Keycloak alone accepts at most a minute. */
    private static final int SECONDS = 58;

    private final BenchRealm realm;
    private final Supplier<JWSSigner> signer;
    private final JWSHeader header;

    private Assertions(BenchRealm realm, JWSAlgorithm algorithm, String keyId, Supplier<JWSSigner> signer) {
        this.realm = realm;
        this.signer = signer;
        this.header = new JWSHeader.Builder(algorithm)
                .type(com.nimbusds.jose.JOSEObjectType.JWT)
                .keyID(keyId)
                .build();
    }

    /** Signed with RS384. */
    public static Requests rs384(BenchRealm realm, SigningKeys keys) {
        return new Assertions(realm, JWSAlgorithm.RS384, keys.rsa().getKeyID(), () -> rsa(keys)).requests();
    }

    /** Signed with ES384. */
    public static Requests es384(BenchRealm realm, SigningKeys keys) {
        return new Assertions(realm, JWSAlgorithm.ES384, keys.ec().getKeyID(), () -> ec(keys)).requests();
    }

    private static JWSSigner rsa(SigningKeys keys) {
        try {
            return new RSASSASigner(keys.rsa());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWSSigner ec(SigningKeys keys) {
        try {
            return new ECDSASigner(keys.ec());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private Requests requests() {
        return new Requests(realm.endpoint("token"), "-", this::forms, true, AnswerCheck.token(BenchRealm.SCOPE));
    }

    private List<String> forms(int number) {
        JWSSigner shared = signer.get();
        return IntStream.range(0, number)
                .parallel()
                .mapToObj(i -> Forms.of(
                        "grant_type",
                        "client_credentials",
                        "scope",
                        BenchRealm.SCOPE,
                        "client_assertion_type",
                        TYPE,
                        "client_assertion",
                        assertion(shared)))
                .toList();
    }

    private String assertion(JWSSigner shared) {
        Instant now = Instant.now();
        SignedJWT jwt = new SignedJWT(
                header,
                new JWTClaimsSet.Builder()
                        .issuer(BenchRealm.SIGNED)
                        .subject(BenchRealm.SIGNED)
                        .audience(realm.issuer())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(SECONDS)))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        try {
            jwt.sign(shared);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }
}
