/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** {@code /demo-only/assertion/<client_id>}: a signed assertion, so that the demo can be tried with curl. */
final class SignedAssertions implements Route {

    /** SMART allows five minutes; a little less leaves room for clocks that differ. */
    private static final int LIFE_SECONDS = 240;

    private final DemoKeys keys;
    private final SampleAppSettings settings;

    SignedAssertions(DemoKeys keys, SampleAppSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    @Override
    public Answer answer(Request request) throws IOException {
        Optional<ECKey> key = keys.ofClient(request.name()).flatMap(SignedAssertions::ecKey);
        return key.isEmpty()
                ? Answer.error(404, "There is no such client")
                : Answer.text(assertion(request.name(), key.get()));
    }

    private static Optional<ECKey> ecKey(JWKSet set) {
        return set.getKeys().stream()
                .filter(ECKey.class::isInstance)
                .map(ECKey.class::cast)
                .findFirst();
    }

    private String assertion(String client, ECKey key) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(client)
                        .subject(client)
                        .audience(settings.tokenUrl())
                        .expirationTime(Date.from(Instant.now().plusSeconds(LIFE_SECONDS)))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The demo key of " + client + " can't sign", e);
        }
        return jwt.serialize();
    }
}
