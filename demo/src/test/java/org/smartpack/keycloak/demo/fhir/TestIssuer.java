/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

import org.smartpack.keycloak.demo.access.TrustedRealm;

/** Stands in for a realm: publishes keys and a SMART configuration and signs tokens. */
final class TestIssuer implements AutoCloseable {

    private final HttpServer server;
    private final String realm;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile ECKey key = newKey();
    private volatile String configurationQuery = "";

    TestIssuer(String realm) throws IOException {
        this.realm = realm;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/protocol/openid-connect/certs", query -> {
            fetches.incrementAndGet();
            return new JWKSet(key.toPublicJWK()).toString();
        });
        serve("/.well-known/smart-configuration", query -> {
            configurationQuery = query;
            return "{\"introspection_endpoint\":\"" + issuer() + "/as/it/says\",\"capabilities\":[\"permission-v2\"]}";
        });
        server.start();
    }

    private void serve(String path, UnaryOperator<String> body) {
        server.createContext("/realms/" + realm + path, exchange -> {
            byte[] bytes = body.apply(exchange.getRequestURI().getQuery()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    TrustedRealm trusted() {
        return TrustedRealm.of(url(), realm);
    }

    /** The base for this realm of a FHIR server at a port of 127.0.0.1. */
    FhirBase base(int port) {
        return new FhirBase(FhirBase.url("http://127.0.0.1:" + port, realm), trusted());
    }

    String issuer() {
        return trusted().issuer();
    }

    int keyFetches() {
        return fetches.get();
    }

    /** The decoded query of the last request for the SMART configuration. */
    String configurationQuery() {
        return configurationQuery;
    }

    void rotateKey() {
        key = newKey();
    }

    String token(String audience, String scope) {
        return token(audience, scope, claims -> {});
    }

    String token(String audience, String scope, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(List.of(audience, "fhir-server"))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("typ", "Bearer")
                .claim("scope", scope);
        change.accept(claims);
        return sign(claims.build(), key);
    }

    /** A token that is signed with an unpublished key under the published key's id. */
    String forged(String audience, String scope) {
        ECKey stranger = new ECKey.Builder(newKey()).keyID(key.getKeyID()).build();
        return sign(
                new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .audience(audience)
                        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                        .claim("scope", scope)
                        .build(),
                stranger);
    }

    private static String sign(JWTClaimsSet claims, ECKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
