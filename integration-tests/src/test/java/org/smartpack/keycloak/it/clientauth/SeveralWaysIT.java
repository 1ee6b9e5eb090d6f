/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.ClientKey;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client with a secret authenticates in one way (RFC 6749 section 2.3), at Keycloak's own endpoints and the pack's.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralWaysIT {

    private static final String ID = "ehr";
    private static final String SECRET = "ehr-secret";

    private String issuer;
    private String assertion;

    @BeforeAll
    void realm(KeycloakServer server, Admin admin) {
        issuer = server.realmUrl(admin.createRealm(Installation.realm("smart")));
        assertion = new AssertionBuilder(ClientKey.rsa(), "RS384", ID, token()).sign();
    }

    private String token() {
        return issuer + "/protocol/openid-connect/token";
    }

    private static RequestSpecification basic() {
        return Caller.basic(ID);
    }

    private static RequestSpecification post() {
        return Caller.post(ID);
    }

    private static RequestSpecification with(RequestSpecification caller, String type, String assertion) {
        return caller.formParam("client_assertion_type", type).formParam("client_assertion", assertion);
    }

    private Response ask(RequestSpecification caller) {
        return caller.formParam("grant_type", "client_credentials").post(token());
    }

    @Test
    @DisplayName("attack 10: Basic or a secret in the form, beside an assertion or each other, is refused")
    void several() {
        Refused.asInvalidClient("Basic and secret", ask(basic().formParam("client_secret", SECRET)));
        Refused.asInvalidClient(
                "Basic and post", ask(basic().formParam("client_id", ID).formParam("client_secret", SECRET)));
        Refused.asInvalidClient("Basic and assertion", ask(with(basic(), Caller.ASSERTION_TYPE, assertion)));
        Refused.asInvalidClient("Basic and rubbish", ask(with(basic(), "x", "y")));
        Refused.asInvalidClient("post and assertion", ask(with(post(), Caller.ASSERTION_TYPE, assertion)));
        Refused.asInvalidClient(
                "only the type", ask(basic().formParam("client_assertion_type", Caller.ASSERTION_TYPE)));
        assertThat(ask(post().formParam("client_secret", SECRET)).statusCode()).isIn(400, 401);
    }

    @Test
    @DisplayName("attack 10: the same at the endpoints for revocation and introspection")
    void otherEndpoints() {
        for (String path : List.of("/protocol/openid-connect/revoke", "/protocol/openid-connect/token/introspect")) {
            Response response = with(basic(), Caller.ASSERTION_TYPE, assertion)
                    .formParam("token", "x")
                    .post(issuer + path);
            assertThat(response.statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("LEN-1: a parameter without a value counts as left out, and one way is enough")
    void one() {
        assertThat(ask(basic()).statusCode()).isEqualTo(200);
        assertThat(ask(post()).statusCode()).isEqualTo(200);
        assertThat(ask(basic().formParam("client_id", ID)).statusCode()).isEqualTo(200);
        assertThat(ask(with(basic(), "", "")).statusCode()).isEqualTo(200);
        assertThat(ask(with(post(), "", "")).statusCode()).isEqualTo(200);
        for (RequestSpecification caller : List.of(
                with(basic(), "", "").formParam("client_secret", "").formParam("client_id", ""),
                with(post(), "", ""))) {
            assertThat(caller.formParam("token", "x")
                            .post(issuer + "/smart/introspect")
                            .statusCode())
                    .isIn(200, 403);
        }
    }

    @Test
    @DisplayName("a realm without a FHIR server answers as Keycloak does")
    void otherRealms(KeycloakServer server, Admin admin) {
        String realm = admin.createRealm(Map.of());
        admin.createClient(
                realm,
                Map.of("clientId", ID, "secret", SECRET, "serviceAccountsEnabled", true, "standardFlowEnabled", false));
        assertThat(basic().formParam("client_secret", SECRET)
                        .formParam("grant_type", "client_credentials")
                        .post(server.realmUrl(realm) + "/protocol/openid-connect/token")
                        .statusCode())
                .isEqualTo(200);
    }
}
