/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.smart.App;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What an administrator sees of introspection, and what nobody may see. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntrospectionEventIT {

    private IntrospectionRealm realm;
    private Asker asker;
    private KeycloakServer server;

    @BeforeAll
    void realm(KeycloakServer server, Admin admin) {
        this.server = server;
        realm = new IntrospectionRealm(admin);
        asker = realm.asker;
        // Keycloak saves no event of introspection unless it is told to.
        admin.put(
                "/" + realm.name,
                Map.of(
                        "eventsEnabled",
                        true,
                        "enabledEventTypes",
                        List.of("INTROSPECT_TOKEN", "INTROSPECT_TOKEN_ERROR", "CLIENT_LOGIN", "CLIENT_LOGIN_ERROR")));
    }

    private List<Map<String, Object>> events(String type) {
        return realm.events(type);
    }

    private void failed(String clientId, String error, Response response) {
        int before = failures();
        assertThat(before).isPositive();
        Map<String, Object> event = events("INTROSPECT_TOKEN_ERROR").get(0);
        assertThat(event.get("clientId")).as(response.asString()).isEqualTo(clientId);
        assertThat(event.get("error")).as(response.asString()).isEqualTo(error);
    }

    private int failures() {
        return realm.admin
                .get(realm.path("/events?max=1000&type=INTROSPECT_TOKEN_ERROR"))
                .jsonPath()
                .getList("")
                .size();
    }

    @Test
    @DisplayName(
            "INTRO-2 an event of Keycloak's own type says who asked about whose token, with the ids of both and of the user")
    void asked() {
        App app = realm.newApp(Map.of());
        String token = realm.launched(app).path("access_token");
        asker.active(Caller.bearer(realm.tokenOf(IntrospectionRealm.GATEWAY)), token);
        Map<String, Object> event = events("INTROSPECT_TOKEN").get(0);
        assertThat(event)
                .containsEntry("clientId", IntrospectionRealm.GATEWAY)
                .containsEntry("userId", realm.user("drbob").id());
        assertThat((Map<?, ?>) event.get("details"))
                .extracting("token_issued_for", "token_type", "token_id")
                .containsExactly(app.clientId(), "Bearer", Asker.claims(token).get("jti"));
    }

    @Test
    @DisplayName("attack 26: each refusal and each inactive token is one event, with its reason for the administrator")
    void refused() {
        String token = realm.launched().path("access_token");
        int before = failures();
        failed(null, "invalid_client", asker.ask(given(), token));
        failed(
                IntrospectionRealm.GATEWAY,
                "invalid_client_credentials",
                asker.ask(Caller.basic(IntrospectionRealm.GATEWAY, "wrong"), token));
        failed(null, "invalid_token", asker.ask(Caller.bearer("x"), token));
        failed(
                IntrospectionRealm.STRANGER,
                "insufficient_scope",
                asker.ask(Caller.basic(IntrospectionRealm.STRANGER), token));
        failed(
                IntrospectionRealm.GATEWAY,
                "invalid_request",
                Caller.basic(IntrospectionRealm.GATEWAY).formParam("x", "y").post(asker.url()));
        failed(IntrospectionRealm.GATEWAY, "invalid_token", asker.ask(Caller.basic(IntrospectionRealm.GATEWAY), "x"));
        failed(
                IntrospectionRealm.GATEWAY,
                "invalid_token",
                asker.ask(Caller.basic(IntrospectionRealm.GATEWAY), realm.tokenOf(IntrospectionRealm.STRANGER)));
        assertThat(failures()).isEqualTo(before + 7);
    }

    @Test
    @DisplayName("attack 34: no token, secret, assertion or context of a launch in log and events")
    void nothingLeaks() {
        String mark = UUID.randomUUID().toString();
        App app = realm.newApp(Map.of());
        Response tokens = app.launch(
                realm.browser(),
                "drbob",
                App.SCOPE,
                Map.of("patient", "p-" + mark, "intent", "Jane " + mark, "tenant", mark));
        String access = tokens.path("access_token");
        String caller = realm.tokenOf(IntrospectionRealm.GATEWAY);
        String assertion = realm.signed.assertion(asker.url()).sign();
        for (RequestSpecification asking : List.of(
                Caller.basic(IntrospectionRealm.FHIR_SERVER),
                Caller.post(IntrospectionRealm.FHIR_SERVER),
                Caller.bearer(caller),
                Caller.assertion(assertion))) {
            assertThat(asker.active(asking, access)).containsEntry("patient", "p-" + mark);
        }
        for (RequestSpecification asking : List.of(
                Caller.assertion(assertion),
                Caller.assertion("a.b." + mark),
                Caller.bearer(access),
                Caller.bearer(mark),
                given().formParam("client_id", IntrospectionRealm.FHIR_SERVER).formParam("client_secret", mark),
                Caller.basic(IntrospectionRealm.FHIR_SERVER, mark))) {
            assertThat(asker.ask(asking, access).statusCode()).isEqualTo(401);
        }
        for (String wrong : List.of(
                mark,
                mark + "." + mark + "." + mark,
                access + mark,
                tokens.path("id_token"),
                tokens.path("refresh_token"))) {
            asker.inactive("wrong", Caller.basic(IntrospectionRealm.FHIR_SERVER), wrong);
        }
        Caller.basic(IntrospectionRealm.FHIR_SERVER)
                .formParam(mark, mark)
                .formParam("token_type_hint", mark)
                .post(asker.url())
                .then()
                .statusCode(400);

        String seen =
                server.log() + realm.admin.get(realm.path("/events?max=1000")).asString();
        assertThat(seen).contains("INTROSPECT_TOKEN");
        assertThat(seen.contains(mark))
                .as("something of the requests or the launch")
                .isFalse();
        for (String secret : List.of(
                access,
                caller,
                assertion,
                tokens.path("id_token"),
                tokens.path("refresh_token"),
                Caller.secret(IntrospectionRealm.FHIR_SERVER))) {
            assertThat(seen.contains(secret)).as("a token or secret").isFalse();
            // Nor a signature alone.
            assertThat(seen.contains(secret.substring(secret.lastIndexOf('.') + 1)))
                    .isFalse();
        }
    }
}
