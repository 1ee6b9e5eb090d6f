/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What an administrator sees of the launch context API (LCTX-28), and what nobody may see. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchContextEventIT {

    private ApiRealm realm;
    private KeycloakServer server;

    @BeforeAll
    void realm(KeycloakServer server, Admin admin) {
        this.server = server;
        realm = new ApiRealm(admin);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> newest(String type) {
        Map<String, Object> event = realm.newestEvent(type);
        Map<String, Object> details = new java.util.LinkedHashMap<>((Map<String, Object>) event.get("details"));
        details.put("clientId", event.get("clientId"));
        details.put("error", event.get("error"));
        return details;
    }

    @Test
    @DisplayName("LCTX-28 LAUNCH_CONTEXT_CREATED with the ids of EHR, FHIR server and app; saved without settings")
    void created() {
        Expect.registered(realm.json(Map.of("patient", "1", "client_id", "app")));
        assertThat(newest("CLIENT_LOGIN"))
                .containsEntry("smart_event", "LAUNCH_CONTEXT_CREATED")
                .containsEntry("clientId", ApiRealm.EHR)
                .containsEntry("fhir_server", ApiRealm.FHIR_SERVER)
                .containsEntry("launch_client_id", ApiRealm.APP);
        Expect.registered(realm.json(Caller.bearer(realm.token(ApiRealm.EHR)), Map.of("patient", "1")));
        assertThat(newest("CLIENT_LOGIN"))
                .containsEntry("smart_event", "LAUNCH_CONTEXT_CREATED")
                .containsEntry("clientId", ApiRealm.EHR)
                .doesNotContainKey("launch_client_id");
    }

    @Test
    @DisplayName("LCTX-3 every failure is an event with its reason")
    void failures() {
        realm.json(Caller.basic(ApiRealm.EHR, "wrong"), Map.of("patient", "1"));
        failed(ApiRealm.EHR, "invalid_client_credentials", null);
        realm.json(given(), Map.of("patient", "1"));
        failed(null, "invalid_client", "no credentials");
        realm.json(Caller.bearer("x"), Map.of("patient", "1"));
        failed(
                null,
                "invalid_token",
                "it was not issued by this realm, has expired, was revoked or is of another kind");
        realm.confidential("nobody", Map.of());
        realm.json(Caller.basic("nobody"), Map.of("patient", "1"));
        failed(
                "nobody",
                "insufficient_scope",
                "The client may not register launch contexts: the service account doesn't have the role of a FHIR "
                        + "server");
        realm.json(Map.of("patient", "a b"));
        failed(ApiRealm.EHR, "invalid_request", "patient is not a FHIR id");
        realm.json(Map.of("Jane Doe", "1"));
        failed(ApiRealm.EHR, "invalid_request", "unknown member");
    }

    private void failed(String clientId, String error, String reason) {
        Map<String, Object> event = newest("CLIENT_LOGIN_ERROR");
        assertThat(event)
                .containsEntry("smart_event", "LAUNCH_CONTEXT_CREATED_ERROR")
                .containsEntry("clientId", clientId)
                .containsEntry("error", error);
        assertThat(event.get("reason")).isEqualTo(reason);
    }

    @Test
    @DisplayName("attack 34, LCTX-17, LCTX-28: no handle, patient, user, secret, token or context in events and log")
    void nothingLeaks() {
        String mark = UUID.randomUUID().toString();
        String token = realm.token(ApiRealm.EHR);
        List<String> handles = List.of(
                Expect.registered(realm.json(Map.of(
                        "patient", "p-" + mark,
                        "encounter", "e-" + mark,
                        "user", "Practitioner/u-" + mark,
                        "intent", "Jane " + mark,
                        "tenant", mark,
                        "extensions", Map.of("__note", mark)))),
                Expect.registered(realm.form("patient=" + mark)),
                Expect.registered(realm.json(Caller.bearer(token), Map.of("patient", mark))));
        for (String wrong : List.of(
                "{\"patient\":\"" + mark + " x\"}",
                "{\"patient\":\"1\",\"" + mark + "\":1}",
                "{\"fhirContext\":[{\"reference\":\"Patient/" + mark + "\"}]}",
                "{\"patient\":\"1\",\"client_id\":\"" + mark + "\"}",
                "{\"patient\":\"1\",\"aud\":\"https://" + mark + "\"}",
                "{\"patient\":\"" + mark + "\"")) {
            assertThat(realm.json(wrong).statusCode()).isEqualTo(400);
        }
        assertThat(realm.form("patient=" + mark + "&" + mark + "=" + mark).statusCode())
                .isEqualTo(200);
        assertThat(realm.json(Caller.basic(ApiRealm.EHR, mark), Map.of("patient", mark))
                        .statusCode())
                .isEqualTo(401);
        assertThat(realm.json(Caller.bearer(token + mark), Map.of("patient", mark))
                        .statusCode())
                .isEqualTo(401);

        String seen =
                server.log() + realm.admin.get(realm.path("/events?max=1000")).asString();
        assertThat(seen).contains("LAUNCH_CONTEXT_CREATED").doesNotContain("ehr-secret");
        assertThat(seen.contains(mark)).as("something of the requests").isFalse();
        assertThat(seen.contains(token)).as("the token").isFalse();
        assertThat(handles).noneMatch(seen::contains);
    }
}
