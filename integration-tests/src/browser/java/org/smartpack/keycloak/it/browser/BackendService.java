/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.response.Response;

import static io.restassured.RestAssured.given;

/**
 * A backend service that signs with ES384.
 *
 * @param tokenUrl of its realm
 * @param key the private key
 */
record BackendService(String clientId, String tokenUrl, ECKey key) {

    /** Asks for a token with client credentials and a new assertion. */
    Response request(String scope) {
        return request(Map.of("scope", scope));
    }

    /** The same without the parameter {@code scope}: what the client has by default. */
    Response requestDefaults() {
        return request(Map.of());
    }

    private Response request(Map<String, String> parameters) {
        return given().formParam("grant_type", "client_credentials")
                .formParams(parameters)
                .formParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .formParam("client_assertion", assertion())
                .post(tokenUrl);
    }

    private String assertion() {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(clientId)
                        .subject(clientId)
                        .audience(tokenUrl)
                        .expirationTime(Date.from(Instant.now().plusSeconds(240)))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }
}
