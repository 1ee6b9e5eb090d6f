/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.spring;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings {@code smart} of the applications.
 *
 * @param fhir the FHIR server's base URL
 * @param keys the key with which each client registration signs
 */
@ConfigurationProperties("smart")
record SmartSettings(String fhir, Map<String, Key> keys) {

    /** @param file a JWKS with private keys */
    record Key(Path file, String kid) {

        JWK read() {
            try {
                return JWKSet.load(file.toFile()).getKeyByKeyId(kid);
            } catch (IOException | ParseException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
