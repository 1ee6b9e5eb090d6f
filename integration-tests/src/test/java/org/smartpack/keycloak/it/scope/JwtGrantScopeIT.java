/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.util.Map;

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
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.TrustedIssuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.it.scope.ScopeClient.invalidScope;

/** RFC 7523: an issuer that the realm trusts vouches for alice, and the client gets her token without a browser. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JwtGrantScopeIT {

    private ScopeClient first;
    private TrustedIssuer issuer;
    private ScopeClient app;

    @BeforeAll
    void realm(Admin admin) {
        first = ScopeClient.create(admin);
        issuer = TrustedIssuer.of(first.realm().user("alice"));
        app = client().allowing("patient/*.rs", "launch/patient", "system/*.rs");
    }

    private ScopeClient client() {
        return first.newClient(Map.of("attributes", TrustedIssuer.CLIENT_ATTRIBUTES));
    }

    @Test
    @DisplayName("JWTG-1, 6, SMART-SCOPE-60: the token is alice's and narrowed to the allowances")
    void narrowed() {
        Response response = issuer.ask(app, "patient/*.cruds");
        assertThat(app.granted(response)).containsExactly("patient/*.rs");
        assertThat(Jwt.claims(response.path("access_token")).getString("preferred_username"))
                .isEqualTo("alice");
        assertThat(response.<String>path("refresh_token")).isNull();
    }

    @Test
    @DisplayName("JWTG-6, SMART-SCOPE-3: what can't be granted is left out beside a good one, system/ too")
    void dropsBesideGood() {
        Response response =
                issuer.ask(app, "launch/patient patient/Patient.d system/*.rs user/Patient.r patient/Observation.cr");
        assertThat(app.granted(response)).containsExactlyInAnyOrder("launch/patient", "patient/Observation.r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient/Patient.d", "system/*.rs", "user/Patient.r"})
    @DisplayName("JWTG-3, SMART-SCOPE-65: nothing left of the request is invalid_scope and names the scope")
    void nothingLeft(String scope) {
        assertThat(invalidScope(issuer.ask(app, scope))).contains(scope);
    }

    @Test
    @DisplayName("JWTG-6, SMART-SCOPE-60: default allowances are for a request that names no SMART scope")
    void defaults() {
        ScopeClient generous = client();
        generous.allow("patient/*.rs", true);
        assertThat(generous.granted(issuer.ask(generous, "openid"))).containsExactly("patient/*.rs");
        assertThat(generous.granted(issuer.ask(generous, "patient/Observation.r")))
                .containsExactly("patient/Observation.r");
    }

    @Test
    @DisplayName("JWTG-2, 3, attack 15: scopes don't soften the assertion's check: a stranger's key gives nothing")
    void strangersKey() {
        Response response = issuer.askWithStrangersKey(app, "patient/*.rs");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("invalid_grant");
    }
}
