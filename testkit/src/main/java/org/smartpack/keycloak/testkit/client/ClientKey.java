/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

import org.smartpack.keycloak.testkit.Installation;

/** A key pair of a client under test. */
public record ClientKey(JWK jwk) {

    /** The EC key (P-384) that the demo has for one of its clients. */
    public static ClientKey demo(String clientId) {
        return demo(clientId, ECKey.class);
    }

    /** The key of that kind that the demo has for one of its clients. */
    public static ClientKey demo(String clientId, Class<? extends JWK> kind) {
        try {
            Path file = Installation.realmExports().resolve("demo-keys/" + clientId + ".jwks.json");
            return new ClientKey(JWKSet.parse(Files.readString(file)).getKeys().stream()
                    .filter(kind::isInstance)
                    .findFirst()
                    .orElseThrow());
        } catch (IOException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new RSA key of 2048 bits. */
    public static ClientKey rsa() {
        return rsa(2048, UUID.randomUUID().toString());
    }

    /** A new RSA key of that size. */
    public static ClientKey rsa(int bits, String kid) {
        try {
            return new ClientKey(new RSAKeyGenerator(bits, true)
                    .keyID(kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new EC key. */
    public static ClientKey ec(Curve curve) {
        try {
            return new ClientKey(new ECKeyGenerator(curve)
                    .keyID(UUID.randomUUID().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same key with another kid, use or alg. */
    public ClientKey as(String kid, KeyUse use, String alg) {
        Algorithm algorithm = alg == null ? null : new Algorithm(alg);
        return new ClientKey(
                jwk instanceof RSAKey rsa
                        ? new RSAKey.Builder(rsa)
                                .keyID(kid)
                                .keyUse(use)
                                .algorithm(algorithm)
                                .build()
                        : new ECKey.Builder((ECKey) jwk)
                                .keyID(kid)
                                .keyUse(use)
                                .algorithm(algorithm)
                                .build());
    }

    /** The key's id in header and key set. */
    public String kid() {
        return jwk.getKeyID();
    }

    /** The public key, as a JWKS. */
    public String jwks() {
        return jwks(List.of(this));
    }

    /** The public keys, as a JWKS. */
    public static String jwks(List<ClientKey> keys) {
        return new JWKSet(keys.stream().map(ClientKey::jwk).toList()).toString(true);
    }

    /** Signs with it, even if it is too weak. */
    public JWSSigner signer() {
        try {
            return jwk instanceof RSAKey rsa
                    ? new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
                    : new ECDSASigner((ECKey) jwk);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
