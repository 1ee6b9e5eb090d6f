/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Base64;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/**
 * A private key for a client of the realm export.
 *
 * @param file a JWKS with it
 */
public record DemoKey(Path file, String kid) {

    /** The client's own; {@code algorithm} is RS384 or ES384. */
    public static DemoKey of(String clientId, String algorithm) {
        return new DemoKey(DemoRealm.keys(clientId), clientId + "-" + algorithm.toLowerCase());
    }

    /** A new one, for RS384, under the name of a key that the client has registered. */
    public static DemoKey foreign(String clientId) {
        DemoKey own = of(clientId, "RS384");
        try {
            RSAKey key = new RSAKeyGenerator(2048)
                    .keyID(own.kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS384)
                    .generate();
            Path file = Files.createDirectories(ClientProcess.file("tests/target"))
                    .resolve("foreign-" + clientId + ".jwks.json");
            return new DemoKey(Files.writeString(file, new JWKSet(key).toString(false)), own.kid);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key itself. */
    public JWK read() {
        try {
            return JWKSet.load(file.toFile()).getKeyByKeyId(kid);
        } catch (IOException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key alone in a new file, as PKCS #8 in PEM; answers the file. */
    public Path pem(String name) {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(((AsymmetricJWK) read()).toPrivateKey().getEncoded());
            return Files.writeString(
                    Files.createDirectories(ClientProcess.file("tests/target")).resolve(name + ".pem"),
                    "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
