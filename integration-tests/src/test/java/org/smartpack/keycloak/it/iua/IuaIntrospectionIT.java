/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.iua;

import java.util.Map;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** ITI-102. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IuaIntrospectionIT {

    private Iua iua;

    @BeforeAll
    void realm(Admin admin) {
        iua = Iua.create(admin);
    }

    private Response introspect(RequestSpecification caller, String token) {
        return caller.formParam("token", token).post(iua.realm.url + "/smart/introspect");
    }

    @Test
    @DisplayName("INTRO-IUA-2, 4: the resource server asks with Basic or with a token of its own")
    void callers() {
        String token = Iua.token(iua.ask(Map.of("scope", "system/*.*")));
        String own = Iua.token(iua.ask(Iua.SERVER, Map.of()));
        for (RequestSpecification caller :
                new RequestSpecification[] {Caller.basic(Iua.SERVER), Caller.post(Iua.SERVER), Caller.bearer(own)}) {
            Response response = introspect(caller, token);
            assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
            assertThat(response.jsonPath().getBoolean("active")).isTrue();
            assertThat(response.jsonPath().getString("client_id")).isEqualTo(Iua.SYSTEM);
        }
    }

    @Test
    @DisplayName("INTRO-IUA-2: whoever has no access gets 401, even if authenticated")
    void noAccess() {
        String token = Iua.token(iua.ask(Map.of("scope", "system/*.*")));
        for (RequestSpecification caller : new RequestSpecification[] {
            given(), Caller.basic(Iua.SERVER, "wrong"), Caller.basic(Iua.SYSTEM), Caller.basic(Iua.APP)
        }) {
            Response response = introspect(caller, token);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.<String>path("error")).isEqualTo("invalid_client");
        }
        for (String bearer : new String[] {"x", token}) {
            Response response = introspect(Caller.bearer(bearer), token);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }
    }

    @Test
    @DisplayName("INTRO-IUA-1, 3, 6: POST only, and nothing but active:false for whatever isn't a valid token")
    void inactive() {
        String token = Iua.token(iua.ask(Map.of("scope", "system/*.*")));
        for (String wrong : new String[] {"x", token + "x", token.replace('.', '-')}) {
            Response response = introspect(Caller.basic(Iua.SERVER), wrong);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.jsonPath().getMap("")).isEqualTo(Map.of("active", false));
        }
        assertThat(Caller.basic(Iua.SERVER)
                        .queryParam("token", token)
                        .get(iua.realm.url + "/smart/introspect")
                        .statusCode())
                .isEqualTo(405);
        Response missing = Caller.basic(Iua.SERVER)
                .contentType("application/x-www-form-urlencoded")
                .post(iua.realm.url + "/smart/introspect");
        assertThat(missing.statusCode()).isEqualTo(400);
    }
}
