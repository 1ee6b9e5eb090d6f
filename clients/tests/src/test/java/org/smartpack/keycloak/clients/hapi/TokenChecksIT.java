/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.hapi;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.JwksHost;

import static org.assertj.core.api.Assertions.assertThat;

/** The code of docs/recipes/hapi.md with tokens and answers that Keycloak doesn't make. */
@Tag("clients")
@DisplayName("HAPI FHIR: forged tokens and odd answers")
class TokenChecksIT {

    private static final String FHIR = "https://ehr.example.org/fhir";

    private final JwksHost keycloak = new JwksHost();
    private final String issuer = keycloak.url("/realms/health");
    private RSAKey key;
    private PlainFhirServer server;

    @BeforeEach
    void keys() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("realm-key").generate();
        keycloak.serve(
                "/realms/health/protocol/openid-connect/certs", new JWKSet(key.toPublicJWK()).toString(), Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
        keycloak.close();
    }

    private void start(AccessTokens tokens) {
        server = PlainFhirServer.start(FHIR, new TokenGate(tokens, FHIR), new PatientSearches(), new SmartRules());
    }

    private int read(String token) {
        return Caller.bearer(token).get(server.at("Patient/pat-3")).statusCode();
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(List.of("fhir-server", FHIR))
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .claim("typ", "Bearer")
                        .claim("scope", "launch patient/*.rs")
                        .claim("patient", "pat-3"))
                .build();
    }

    private static String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID("realm-key").build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private String token(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(JWSAlgorithm.RS256, new RSASSASigner(key), claims(change));
    }

    @Test
    @DisplayName("SMART-AUTHZ-3: a token counts only with the right issuer, audience, time, kind and signature")
    void signedTokens() throws Exception {
        start(new SignedTokens(issuer, FHIR));
        assertThat(read(token(claims -> claims))).isEqualTo(200);
        Date past = Date.from(Instant.now().minusSeconds(2));
        Date future = Date.from(Instant.now().plusSeconds(30));
        List<UnaryOperator<JWTClaimsSet.Builder>> changes = List.of(
                claims -> claims.issuer("https://evil.example.org/realms/health"),
                claims -> claims.issuer(null),
                claims -> claims.audience("https://elsewhere.example.org/fhir"),
                claims -> claims.audience(FHIR + "/"),
                claims -> claims.audience((String) null),
                claims -> claims.expirationTime(past),
                claims -> claims.expirationTime(null),
                claims -> claims.notBeforeTime(future),
                claims -> claims.claim("typ", "ID"),
                claims -> claims.claim("typ", "Refresh"),
                claims -> claims.claim("typ", null),
                claims -> claims.claim("scope", null),
                claims -> claims.claim("cnf", Map.of("jkt", "a-key")));
        for (UnaryOperator<JWTClaimsSet.Builder> change : changes) {
            assertThat(read(token(change))).as(claims(change).toString()).isEqualTo(401);
        }
        JWTClaimsSet good = claims(claims -> claims);
        RSAKey other = new RSAKeyGenerator(2048).keyID("realm-key").generate();
        assertThat(read(new PlainJWT(good).serialize())).as("alg none").isEqualTo(401);
        assertThat(read(signed(JWSAlgorithm.RS256, new RSASSASigner(other), good)))
                .as("another key")
                .isEqualTo(401);
        byte[] published = key.toPublicJWK().toRSAPublicKey().getEncoded();
        assertThat(read(signed(JWSAlgorithm.HS256, new MACSigner(published), good)))
                .as("the public key as a secret")
                .isEqualTo(401);
        RSAKey unknown = new RSAKeyGenerator(2048).keyID("unknown").generate();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown").build(), good);
        jwt.sign(new RSASSASigner(unknown));
        assertThat(read(jwt.serialize())).as("an unknown key").isEqualTo(401);
        assertThat(read(jwt.serialize())).as("an unknown key again").isEqualTo(401);
    }

    @Test
    @DisplayName("SMART-AUTHZ-3: a patient scope without a patient, and one that isn't understood, permit nothing")
    void scopes() throws Exception {
        start(new SignedTokens(issuer, FHIR));
        List<UnaryOperator<JWTClaimsSet.Builder>> changes = List.of(
                claims -> claims.claim("patient", null),
                claims -> claims.claim("patient", List.of("pat-3")),
                claims -> claims.claim("patient", "pat-1"),
                claims -> claims.claim("scope", ""),
                claims -> claims.claim("scope", "patient/*.rs?_security=x"),
                claims -> claims.claim("scope", "patient/Patient.rs?name=x"),
                claims -> claims.claim("scope", "patient/*.sr"),
                claims -> claims.claim("scope", "patient/patient.rs"),
                claims -> claims.claim("scope", "Patient/*.rs"),
                claims -> claims.claim("scope", "user/*.rs"),
                claims -> claims.claim("scope", "patient/Observation.rs"),
                claims -> claims.claim("scope", "patient/Nonsense.rs"),
                claims -> claims.claim("scope", "patient/Patient.write"),
                claims -> claims.claim("scope", List.of("patient/*.rs")));
        for (UnaryOperator<JWTClaimsSet.Builder> change : changes) {
            assertThat(read(token(change))).as(claims(change).toString()).isEqualTo(403);
        }
        assertThat(read(token(claims -> claims.claim("scope", "patient/Patient.*"))))
                .isEqualTo(200);
    }

    @Test
    @DisplayName("SMART-AUTHZ-3: while the keys can't be fetched the answer is 503")
    void noKeys() throws Exception {
        keycloak.on("/realms/health/protocol/openid-connect/certs", exchange -> exchange.sendResponseHeaders(500, -1));
        start(new SignedTokens(issuer, FHIR));
        assertThat(read(token(claims -> claims))).isEqualTo(503);
    }

    private void introspectionSays(int status, String body) {
        keycloak.on("/introspect", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    @Test
    @DisplayName("INTRO-4: only active true, for this server and not bound to a key, lets in; an error is 503")
    void introspection() {
        start(new Introspection(URI.create(keycloak.url("/introspect")), "fhir-server", "secret"));
        String rest = ", \"scope\": \"patient/*.rs\", \"patient\": \"pat-3\", \"aud\": [\"" + FHIR + "\"]";
        introspectionSays(200, "{\"active\": true" + rest + "}");
        assertThat(read("token")).isEqualTo(200);
        for (String inactive : List.of(
                "{\"active\": false" + rest + "}",
                "{\"active\": \"true\"" + rest + "}",
                "{\"active\": 1" + rest + "}",
                "{\"x\": 1" + rest + "}",
                "null",
                "{\"active\": true" + rest + ", \"cnf\": {\"jkt\": \"a-key\"}}",
                "{\"active\": true, \"scope\": \"patient/*.rs\", \"patient\": \"pat-3\"}",
                "{\"active\": true, \"scope\": \"system/*.rs\", \"aud\": \"https://elsewhere.example.org/fhir\"}")) {
            introspectionSays(200, inactive);
            assertThat(read("token")).as(inactive).isEqualTo(401);
        }
        for (int status : new int[] {400, 401, 403, 500, 302, 201}) {
            introspectionSays(status, "{\"active\": true" + rest + "}");
            assertThat(read("token")).as("status " + status).isEqualTo(503);
        }
        for (String garbage : List.of("", "<html>", "[]")) {
            introspectionSays(200, garbage);
            assertThat(read("token")).as(garbage).isEqualTo(503);
        }
    }
}
