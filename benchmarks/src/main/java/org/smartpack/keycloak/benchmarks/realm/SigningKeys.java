/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.realm;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/**
 * The two keys of the client {@link BenchRealm#SIGNED}, of the kinds that SMART requires.
 *
 * @param rsa for RS384
 * @param ec for ES384
 */
public record SigningKeys(RSAKey rsa, ECKey ec) {

    /** Creates random keys. */
    public static SigningKeys create() {
        try {
            return new SigningKeys(
                    new RSAKeyGenerator(2048)
                            .keyID("rs384")
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.RS384)
                            .generate(),
                    new ECKeyGenerator(Curve.P_384)
                            .keyID("es384")
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.ES384)
                            .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public keys as a JWK Set, for registration. */
    String jwks() {
        return new JWKSet(java.util.List.of(rsa, ec)).toPublicJWKSet().toString();
    }
}
