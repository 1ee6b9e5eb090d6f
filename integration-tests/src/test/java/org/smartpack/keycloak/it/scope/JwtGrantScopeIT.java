/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.it.scope.ScopeRealm.invalidScope;

/** RFC 7523: an issuer that the realm trusts vouches for alice, and the client gets her token without a browser. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JwtGrantScopeIT {

    private static final String ISSUER = "https://issuer.example.org";
    private static final String SUBJECT = "alice-at-issuer";

    private final ECKey key = key();
    private final ECKey stranger = key();
    private ScopeRealm realm;
    private ScopeRealm app;

    @BeforeAll
    void realm(KeycloakServer server, Admin admin) {
        realm = ScopeRealm.create(server, admin);
        admin.post(
                "/" + realm.name + "/identity-provider/instances",
                Map.of(
                        "alias",
                        "issuer",
                        "providerId",
                        "jwt-authorization-grant",
                        "enabled",
                        true,
                        "config",
                        Map.of(
                                "issuer",
                                ISSUER,
                                "useJwksUrl",
                                "false",
                                "publicKeySignatureVerifier",
                                new JWKSet(key).toString(true),
                                "jwtAuthorizationGrantEnabled",
                                "true")));
        String alice = admin.get("/" + realm.name + "/users?username=alice").path("[0].id");
        admin.post(
                "/" + realm.name + "/users/" + alice + "/federated-identity/issuer",
                Map.of("identityProvider", "issuer", "userId", SUBJECT, "userName", SUBJECT));
        app = client().allowing("patient/*.rs", "launch/patient", "system/*.rs");
    }

    private ScopeRealm client() {
        return realm.newClient(Map.of(
                "attributes",
                Map.of(
                        "oauth2.jwt.authorization.grant.enabled", "true",
                        "oauth2.jwt.authorization.grant.idp", "issuer")));
    }

    @Test
    @DisplayName("JWTG-1, 6, SMART-SCOPE-60: the token is alice's and narrowed to the allowances")
    void narrowed() {
        Response response = exchange(app, key, "patient/*.cruds");
        assertThat(app.granted(response)).containsExactly("patient/*.rs");
        assertThat(ScopeRealm.claims(response.path("access_token")).getString("preferred_username"))
                .isEqualTo("alice");
        assertThat(response.<String>path("refresh_token")).isNull();
    }

    @Test
    @DisplayName("JWTG-6, SMART-SCOPE-3: what can't be granted is left out beside a good one, system/ too")
    void dropsBesideGood() {
        Response response = exchange(
                app, key, "launch/patient patient/Patient.d system/*.rs user/Patient.r patient/Observation.cr");
        assertThat(app.granted(response)).containsExactlyInAnyOrder("launch/patient", "patient/Observation.r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient/Patient.d", "system/*.rs", "user/Patient.r"})
    @DisplayName("JWTG-3, SMART-SCOPE-65: nothing left of the request is invalid_scope and names the scope")
    void nothingLeft(String scope) {
        assertThat(invalidScope(exchange(app, key, scope))).contains(scope);
    }

    @Test
    @DisplayName("JWTG-6, SMART-SCOPE-60: default allowances are for a request that names no SMART scope")
    void defaults() {
        ScopeRealm generous = client();
        generous.allow("patient/*.rs", true);
        assertThat(generous.granted(exchange(generous, key, "openid"))).containsExactly("patient/*.rs");
        assertThat(generous.granted(exchange(generous, key, "patient/Observation.r")))
                .containsExactly("patient/Observation.r");
    }

    @Test
    @DisplayName("JWTG-2, 3, attack 15: scopes don't soften the assertion's check: a stranger's key gives nothing")
    void strangersKey() {
        Response response = exchange(app, stranger, "patient/*.rs");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("invalid_grant");
    }

    private static Response exchange(ScopeRealm client, ECKey signer, String scope) {
        return client.post(
                "token",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        "assertion",
                        assertion(client.url, signer),
                        "scope",
                        scope));
    }

    private static String assertion(String audience, ECKey signer) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(SUBJECT)
                .audience(audience)
                .expirationTime(Date.from(Instant.now().plusSeconds(240)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        // The stranger borrows the kid that the realm knows.
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("issuer-key").build(), claims);
        try {
            jwt.sign(new ECDSASigner(signer));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID("issuer-key")
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
