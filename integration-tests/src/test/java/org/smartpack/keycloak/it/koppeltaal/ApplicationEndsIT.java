/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application got is worth nothing as soon as the application isn't let in any more. */
@ExtendWith(SharedServer.class)
class ApplicationEndsIT {

    private Domain domain;

    @BeforeEach
    void create(Admin admin) {
        domain = Domain.create(admin);
    }

    /** At both endpoints, for the FHIR service. */
    private void assertState(String what, String token, boolean active) {
        Response answer = domain.asker().ask(Caller.basic("fhir-server"), token);
        assertThat(answer.statusCode()).as(what).isEqualTo(200);
        for (JsonPath told : List.of(answer.jsonPath(), domain.introspect(token))) {
            Map<String, Object> body = told.getMap("");
            if (active) {
                assertThat(body).as(what).containsEntry("active", true).containsKey("scope");
            } else {
                assertThat(body).as(what).isEqualTo(Map.of("active", false));
            }
        }
    }

    private void assertRefreshFails(String what, String refreshToken, int status, String error) {
        Response refused = domain.application("planner").refresh(refreshToken);
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
        domain.client("portal").change(Map.of("enabled", false));
        assertState("portal, disabled", portal, false);
        assertState("planner", planner, true);
        domain.admin.delete(domain.client("planner").path());
        assertState("planner, removed", planner, false);
    }

    @Test
    @DisplayName("attack 27, KT-BS-3 KT-BS-9: the refresh token of an application that is disabled gives nothing")
    void disabledRefresh() {
        Response tokens = domain.token("planner");
        Response next = domain.application("planner").refresh(tokens.path("refresh_token"));
        assertState("refreshed", next.path("access_token"), true);
        domain.client("planner").change(Map.of("enabled", false));
        assertRefreshFails("disabled", next.path("refresh_token"), 401, "invalid_client");
        assertState("disabled", next.path("access_token"), false);
    }

    @Test
    @DisplayName(
            "attack 27, KT-BS-3: an application whose service account is disabled: neither its token nor a refresh")
    void disabledAccount() {
        Response tokens = domain.token("planner");
        assertState("planner", tokens.path("access_token"), true);
        domain.admin.put(domain.path("/users/" + domain.client("planner").serviceAccount()), Map.of("enabled", false));
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
        Response next = domain.application("planner").refresh(tokens.path("refresh_token"));
        assertState("refreshed", next.path("access_token"), true);
        revoke(next.path("refresh_token"));
        assertRefreshFails("revoked", next.path("refresh_token"), 400, "invalid_grant");
        assertState("its access token", next.path("access_token"), false);
    }

    private void revoke(String token) {
        domain.application("planner")
                .post("revoke", Map.of("token", token))
                .then()
                .statusCode(200);
    }
}
