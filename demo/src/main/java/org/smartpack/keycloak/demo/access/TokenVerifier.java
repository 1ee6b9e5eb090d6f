/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/**
 * Checks access tokens as a resource server must: signature, issuer, audience, time (SMART-AUTHZ-3, IUA-72-2, 3). Keys
 * come from the realm's JWKS (IUA-72-4). They are cached, and fetched again when a token names an unknown key.
 */
public final class TokenVerifier {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int FETCH_MILLIS = 3_000;
    private static final int JWKS_BYTES = 100_000;
    private static final long CACHE_MILLIS = 300_000;
    private static final long REFETCH_MILLIS = 2_000;
    private static final long NOT_BEFORE_SKEW_MILLIS = 5_000;

    private final TrustedRealm realm;
    private final JWKSource<SecurityContext> keys;
    private final String audience;
    private final Clock clock;
    private final ProofVerifier proofs;

    /**
     * @param realm the realm whose tokens are accepted
     * @param audience a base URL of this server, which must be in a token's {@code aud}; in a Koppeltaal domain the
     *     FHIR service's client id is accepted too
     */
    public TokenVerifier(TrustedRealm realm, String audience, Clock clock) {
        this.realm = realm;
        this.keys = keySource(realm);
        this.audience = audience;
        this.clock = clock;
        this.proofs = new ProofVerifier(clock);
    }

    private static JWKSource<SecurityContext> keySource(TrustedRealm realm) {
        try {
            return JWKSourceBuilder.create(
                            realm.keys().toURL(), new DefaultResourceRetriever(FETCH_MILLIS, FETCH_MILLIS, JWKS_BYTES))
                    .cache(CACHE_MILLIS, 2 * FETCH_MILLIS)
                    .refreshAheadCache(false)
                    .rateLimited(REFETCH_MILLIS)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("Not a URL: " + realm.keys(), e);
        }
    }

    /** The signature algorithms that DPoP proofs may have, separated by blanks (RFC 9449 section 7.1). */
    public static String proofAlgorithms() {
        return ProofVerifier.algorithms();
    }

    /** Accepts a token that is presented in that way, or throws an exception that says why not. */
    public VerifiedToken verify(String token, Presentation presentation)
            throws InvalidTokenException, InvalidProofException, KeysUnavailableException {
        SignedJWT jwt;
        JWTClaimsSet claims;
        try {
            jwt = SignedJWT.parse(token);
            claims = jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw new InvalidTokenException("The token is not a signed JWT");
        }
        if (!realm.issuer().equals(claims.getIssuer())) {
            throw new InvalidTokenException("The token's issuer is not trusted here");
        }
        checkSignature(jwt);
        checkClaims(claims);
        if (presentation instanceof Presentation.Dpop dpop) {
            proofs.check(dpop, token, boundKey(claims));
        } else {
            checkUnbound(claims);
        }
        return new VerifiedToken(
                realm,
                text(claims, "scope").orElse(""),
                text(claims, "patient"),
                text(claims, "fhirUser"),
                text(claims, "azp"),
                text(claims, "sub"),
                text(claims, "jti"),
                purposes(claims));
    }

    private void checkSignature(SignedJWT jwt) throws InvalidTokenException, KeysUnavailableException {
        if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm())) {
            throw new InvalidTokenException("The token is signed with an algorithm that is not accepted here");
        }
        try {
            var selector = new JWSVerificationKeySelector<SecurityContext>(ALGORITHMS, keys);
            var verifiers = new DefaultJWSVerifierFactory();
            for (var key : selector.selectJWSKeys(jwt.getHeader(), null)) {
                if (jwt.verify(verifiers.createJWSVerifier(jwt.getHeader(), key))) {
                    return;
                }
            }
            throw new InvalidTokenException("The token's signature is not the issuer's");
        } catch (RateLimitReachedException e) {
            throw new InvalidTokenException("The token is signed with a key that the issuer did not publish");
        } catch (KeySourceException e) {
            throw new KeysUnavailableException(e);
        } catch (JOSEException e) {
            throw new InvalidTokenException("The token's signature can't be checked");
        }
    }

    private void checkClaims(JWTClaimsSet claims) throws InvalidTokenException {
        Date now = Date.from(clock.instant());
        if (claims.getExpirationTime() == null || !now.before(claims.getExpirationTime())) {
            throw new InvalidTokenException("The token has expired");
        }
        if (claims.getNotBeforeTime() != null
                && claims.getNotBeforeTime().getTime() - NOT_BEFORE_SKEW_MILLIS > now.getTime()) {
            throw new InvalidTokenException("The token is not valid yet");
        }
        boolean isByClientId = realm.koppeltaal() && claims.getAudience().contains(TrustedRealm.FHIR_SERVICE);
        if (!isByClientId && !claims.getAudience().contains(audience)) {
            throw new InvalidTokenException(
                    "The token is not meant for this server: its aud does not contain " + audience);
        }
    }

    /** A token that is bound to a key or certificate is worthless without proof of it. */
    private static void checkUnbound(JWTClaimsSet claims) throws InvalidTokenException {
        if (claims.getClaim("cnf") != null) {
            throw new InvalidTokenException("The token is bound to a key and can't be used as a bearer token");
        }
        checkType(claims, "Bearer");
    }

    /** The thumbprint of the key that the token is bound to (RFC 9449 section 6.1). */
    private static String boundKey(JWTClaimsSet claims) throws InvalidTokenException {
        checkType(claims, "DPoP");
        if (claims.getClaim("cnf") instanceof Map<?, ?> confirmation
                && confirmation.get("jkt") instanceof String thumbprint) {
            return thumbprint;
        }
        throw new InvalidTokenException("The token is not bound to a key");
    }

    private static void checkType(JWTClaimsSet claims, String type) throws InvalidTokenException {
        Optional<String> use = text(claims, "typ");
        if (use.isPresent() && !use.get().equals(type)) {
            throw new InvalidTokenException("The token is not an access token of this type: " + type);
        }
    }

    /** The Codings of {@code extensions.ihe_iua.purpose_of_use}. */
    private static List<Map<String, String>> purposes(JWTClaimsSet claims) {
        return claims.getClaim("extensions") instanceof Map<?, ?> extensions
                        && extensions.get("ihe_iua") instanceof Map<?, ?> iua
                        && iua.get("purpose_of_use") instanceof List<?> codings
                ? codings.stream()
                        .filter(Map.class::isInstance)
                        .map(coding -> texts((Map<?, ?>) coding))
                        .toList()
                : List.of();
    }

    private static Map<String, String> texts(Map<?, ?> coding) {
        return coding.entrySet().stream()
                .filter(member -> member.getValue() instanceof String)
                .collect(Collectors.toMap(member -> (String) member.getKey(), member -> (String) member.getValue()));
    }

    private static Optional<String> text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String value ? Optional.of(value) : Optional.empty();
    }
}
