/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.hapi;

import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;

/** Checks tokens with the realm's public keys (RFC 7519), without asking Keycloak about each. */
final class SignedTokens implements AccessTokens {

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    SignedTokens(String issuer, String audience) throws MalformedURLException {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        URI.create(issuer + "/protocol/openid-connect/certs").toURL())
                .build();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                audience,
                new JWTClaimsSet.Builder().issuer(issuer).claim("typ", "Bearer").build(),
                Set.of("exp", "scope"));
        claims.setMaxClockSkew(0);
        processor.setJWTClaimsSetVerifier(claims);
    }

    @Override
    public Optional<Map<String, Object>> claims(String token) {
        try {
            return Optional.of(processor.process(token, null).getClaims());
        } catch (RateLimitReachedException e) {
            return Optional.empty(); // a key that Keycloak didn't publish a moment ago
        } catch (KeySourceException e) {
            throw AccessTokens.unavailable();
        } catch (BadJOSEException | JOSEException | ParseException e) {
            return Optional.empty();
        }
    }
}
