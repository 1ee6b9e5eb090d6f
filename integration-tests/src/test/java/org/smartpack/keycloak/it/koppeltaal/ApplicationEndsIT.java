/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.SharedServer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What an application got is worth nothing as soon as the application isn't let in any more. */
@ExtendWith(SharedServer.class)
class ApplicationEndsIT {

    private ScopeDomain domain;

    @BeforeEach
    void create(KeycloakServer server) {
        domain = ScopeDomain.create(server);
    }

    /** At both endpoints, for the FHIR service. */
    private void assertState(String what, String token, boolean active) {
        Response answer = given().auth()
                .preemptive()
                .basic("fhir-server", "fhir-server-secret")
                .formParam("token", token)
                .post(domain.url + "/smart/introspect");
        for (Response response : List.of(answer, domain.introspect(token))) {
            assertThat(response.statusCode()).as(what).isEqualTo(200);
            Map<String, Object> body = response.jsonPath().getMap("");
            if (active) {
                assertThat(body).as(what).containsEntry("active", true).containsKey("scope");
            } else {
                assertThat(body).as(what).isEqualTo(Map.of("active", false));
            }
        }
    }

    private void assertRefreshFails(String what, String refreshToken, int status, String error) {
        Response refused = domain.refresh("planner", refreshToken, Map.of());
        assertThat(refused.statusCode()).as(what + refused.asString()).isEqualTo(status);
        assertThat(refused.<String>path("error")).as(what).isEqualTo(error);
        assertThat(refused.<String>path("access_token")).as(what).isNull();
    }

    @Test
    @DisplayName("attack 27, KT-BS-9: the access token of an application that is disabled is inactive at once")
    void disabled() {
        String portal = domain.token("portal").path("access_token");
        String planner = domain.token("planner").path("access_token");
        assertState("portal", portal, true);
        domain.change("portal", Map.of("enabled", false));
        assertState("portal, disabled", portal, false);
        assertState("planner", planner, true);
        domain.admin.delete("/" + domain.name + "/clients/" + domain.clientUuid("planner"));
        assertState("planner, removed", planner, false);
    }

    @Test
    @DisplayName("attack 27, KT-BS-3 KT-BS-9: the refresh token of an application that is disabled gives nothing")
    void disabledRefresh() {
        Response tokens = domain.token("planner");
        Response next = domain.refresh("planner", tokens.path("refresh_token"), Map.of());
        assertState("refreshed", next.path("access_token"), true);
        domain.change("planner", Map.of("enabled", false));
        assertRefreshFails("disabled", next.path("refresh_token"), 401, "invalid_client");
        assertState("disabled", next.path("access_token"), false);
    }

    @Test
    @DisplayName(
            "attack 27, KT-BS-3: an application whose service account is disabled: neither its token nor a refresh")
    void disabledAccount() {
        Response tokens = domain.token("planner");
        assertState("planner", tokens.path("access_token"), true);
        domain.admin.put("/" + domain.name + "/users/" + domain.serviceAccount("planner"), Map.of("enabled", false));
        assertState("disabled", tokens.path("access_token"), false);
        assertRefreshFails("disabled", tokens.path("refresh_token"), 400, "invalid_grant");
    }

    @Test
    @DisplayName("attack 27, KT-BS-3: revocation ends an access token; that of the refresh token ends both")
    void revoked() {
        Response tokens = domain.token("planner");
        assertState("planner", tokens.path("access_token"), true);
        revoke(tokens.path("access_token"));
        assertState("revoked", tokens.path("access_token"), false);
        Response next = domain.refresh("planner", tokens.path("refresh_token"), Map.of());
        assertState("refreshed", next.path("access_token"), true);
        revoke(next.path("refresh_token"));
        assertRefreshFails("revoked", next.path("refresh_token"), 400, "invalid_grant");
        assertState("its access token", next.path("access_token"), false);
    }

    private void revoke(String token) {
        given().formParam("client_assertion_type", Module.TYPE)
                .formParam("client_assertion", domain.assertion("planner", "planner"))
                .formParam("token", token)
                .post(domain.endpoint("revoke"))
                .then()
                .statusCode(200);
    }
}
