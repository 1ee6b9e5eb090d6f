/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** Checks DPoP proofs as a resource server must (RFC 9449 section 4.3). */
final class ProofVerifier {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512);

    private static final String TYPE = "dpop+jwt";
    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final int LONGEST_ID = 256;

    private final Clock clock;
    private final UsedProofs used;

    ProofVerifier(Clock clock) {
        this.clock = clock;
        this.used = new UsedProofs(clock, LIFETIME.plus(SKEW).plus(SKEW));
    }

    /** The accepted algorithms, for the challenge (section 7.1). */
    static String algorithms() {
        Set<String> names = new TreeSet<>();
        ALGORITHMS.forEach(algorithm -> names.add(algorithm.getName()));
        return String.join(" ", names);
    }

    /**
     * Checks a proof, and remembers it.
     *
     * @param token the access token that it is sent with
     * @param thumbprint the key that the token is bound to (RFC 7638)
     * @throws InvalidProofException if the request has no right proof, or it was used before
     */
    void check(Presentation.Dpop presented, String token, String thumbprint) throws InvalidProofException {
        SignedJWT proof;
        JWTClaimsSet claims;
        try {
            proof = SignedJWT.parse(presented.proof());
            claims = proof.getJWTClaimsSet();
        } catch (ParseException e) {
            throw new InvalidProofException("The DPoP proof is not a signed JWT");
        }
        checkKey(proof, thumbprint);
        checkRequest(claims, presented);
        checkTime(claims);
        require(hash(token).equals(claims.getClaim("ath")), "The DPoP proof is for another token");
        require(
                claims.getJWTID() != null
                        && !claims.getJWTID().isEmpty()
                        && claims.getJWTID().length() <= LONGEST_ID,
                "The DPoP proof has no usable jti");
        require(used.add(thumbprint + " " + claims.getJWTID()), "The DPoP proof has been used before");
    }

    private static void checkKey(SignedJWT proof, String thumbprint) throws InvalidProofException {
        JWSHeader header = proof.getHeader();
        require(
                header.getType() != null && TYPE.equals(header.getType().getType()),
                "The DPoP proof is a JWT of another type");
        require(ALGORITHMS.contains(header.getAlgorithm()), "The algorithm of the DPoP proof is not accepted here");
        JWK key = header.getJWK();
        require(key != null && !key.isPrivate(), "The DPoP proof does not contain its public key");
        try {
            require(
                    thumbprint.equals(key.computeThumbprint().toString()),
                    "The DPoP proof is signed with a key that the token is not bound to");
            require(proof.verify(verifier(key)), "The signature of the DPoP proof is wrong");
        } catch (JOSEException e) {
            throw new InvalidProofException("The signature of the DPoP proof can't be checked");
        }
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException, InvalidProofException {
        if (key instanceof ECKey ec) {
            return new ECDSAVerifier(ec);
        }
        if (key instanceof RSAKey rsa) {
            return new RSASSAVerifier(rsa);
        }
        throw new InvalidProofException("The key of the DPoP proof is of a kind that is not accepted here");
    }

    private static void checkRequest(JWTClaimsSet claims, Presentation.Dpop presented) throws InvalidProofException {
        require(presented.method().equals(claims.getClaim("htm")), "The DPoP proof is for another HTTP method");
        require(
                claims.getClaim("htu") instanceof String url && isSame(url, presented.url()),
                "The DPoP proof is for another URL");
    }

    /** Query and fragment of {@code htu} don't count (section 4.3, check 9). */
    private static boolean isSame(String claimed, String called) {
        try {
            return normal(URI.create(claimed)).equals(normal(URI.create(called)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String normal(URI url) {
        boolean isDefaultPort = url.getPort() == -1
                || "http".equalsIgnoreCase(url.getScheme()) && url.getPort() == 80
                || "https".equalsIgnoreCase(url.getScheme()) && url.getPort() == 443;
        String host = String.valueOf(url.getHost()) + (isDefaultPort ? "" : ":" + url.getPort());
        return (url.getScheme() + "://" + host).toLowerCase(Locale.ROOT) + url.getRawPath();
    }

    private void checkTime(JWTClaimsSet claims) throws InvalidProofException {
        require(claims.getIssueTime() != null, "The DPoP proof has no iat");
        Duration age = Duration.between(claims.getIssueTime().toInstant(), clock.instant());
        require(age.compareTo(LIFETIME.plus(SKEW)) <= 0, "The DPoP proof is too old");
        require(age.compareTo(SKEW.negated()) >= 0, "The DPoP proof is not valid yet");
    }

    private static String hash(String token) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return Base64URL.encode(sha.digest(token.getBytes(StandardCharsets.US_ASCII)))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(boolean condition, String otherwise) throws InvalidProofException {
        if (!condition) {
            throw new InvalidProofException(otherwise);
        }
    }
}
