/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.util.Map;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyUse;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.it.scope.ScopeClient.invalidScope;

/** RFC 7523: an issuer that the realm trusts vouches for alice, and the client gets her token without a browser. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JwtGrantScopeIT {

    private static final String ISSUER = "https://issuer.example.org";
    private static final String SUBJECT = "alice-at-issuer";

    private final ClientKey key = key();
    private final ClientKey stranger = key();
    private ScopeClient first;
    private ScopeClient app;

    @BeforeAll
    void realm(Admin admin) {
        first = ScopeClient.create(admin);
        admin.post(
                first.realm().path("/identity-provider/instances"),
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
                                key.jwks(),
                                "jwtAuthorizationGrantEnabled",
                                "true")));
        admin.post(
                first.realm().user("alice").path() + "/federated-identity/issuer",
                Map.of("identityProvider", "issuer", "userId", SUBJECT, "userName", SUBJECT));
        app = client().allowing("patient/*.rs", "launch/patient", "system/*.rs");
    }

    private ScopeClient client() {
        return first.newClient(Map.of(
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
        assertThat(Jwt.claims(response.path("access_token")).getString("preferred_username"))
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
        ScopeClient generous = client();
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

    private static Response exchange(ScopeClient client, ClientKey signer, String scope) {
        return client.post(
                "token",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        "assertion",
                        assertion(client.realm().url, signer),
                        "scope",
                        scope));
    }

    private static String assertion(String audience, ClientKey signer) {
        return new AssertionBuilder(signer, "ES256", ISSUER, audience)
                .claim("sub", SUBJECT)
                .sign();
    }

    /** The stranger borrows the kid that the realm knows. */
    private static ClientKey key() {
        return ClientKey.ec(Curve.P_256).as("issuer-key", KeyUse.SIGNATURE, null);
    }
}
