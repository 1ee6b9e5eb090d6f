/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.install;

import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
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
import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.Installation;

import static io.restassured.RestAssured.given;

/**
 * The client {@code bulk-client} of the realm export {@code smart}, with its demo key.
 *
 * @param realmUrl the issuer of the imported realm
 */
record BulkClient(String realmUrl) {

    private static final String ID = "bulk-client";

    /** Asks for a token with client credentials and an assertion of its own. */
    Response request(String scope) {
        return given().formParam("grant_type", "client_credentials")
                .formParam("scope", scope)
                .formParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .formParam("client_assertion", assertion())
                .post(tokenUrl());
    }

    private String tokenUrl() {
        return realmUrl + "/protocol/openid-connect/token";
    }

    private String assertion() {
        try {
            ECKey key = JWKSet.load(Installation.realmExport("demo-keys/" + ID + ".jwks.json")
                            .toFile())
                    .getKeyByKeyId(ID + "-es384")
                    .toECKey();
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES384)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(ID)
                            .subject(ID)
                            .audience(tokenUrl())
                            .expirationTime(Date.from(Instant.now().plusSeconds(240)))
                            .jwtID(UUID.randomUUID().toString())
                            .build());
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (IOException | ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
