/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;

/** The checks of an id_token that a client must make (OpenID Connect Core, 3.1.3.7). */
final class IdTokenCheck {

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.ES256, JWSAlgorithm.ES384);

    private final String issuer;
    private final JWSVerificationKeySelector<SecurityContext> keys;

    IdTokenCheck(String issuer) {
        this.issuer = issuer;
        try {
            this.keys = new JWSVerificationKeySelector<>(
                    ALGORITHMS,
                    JWKSourceBuilder.create(URI.create(issuer + "/protocol/openid-connect/certs")
                                    .toURL())
                            .build());
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("Not a URL: " + issuer, e);
        }
    }

    /** The claims; empty for an invalid id_token. */
    Optional<JWTClaimsSet> check(String idToken, String client, String nonce) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(keys);
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                client,
                new JWTClaimsSet.Builder().issuer(issuer).claim("nonce", nonce).build(),
                Set.of("sub", "exp", "iat")));
        try {
            return Optional.of(processor.process(idToken, null));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }
}
