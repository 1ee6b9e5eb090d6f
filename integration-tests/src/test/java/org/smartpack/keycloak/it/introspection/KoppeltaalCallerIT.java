/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.util.LinkedHashMap;
import java.util.List;
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
import org.smartpack.keycloak.testkit.client.Answers;
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The order of checks (INTRO-9 to 14) in a Koppeltaal domain: callers and requests that are none. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KoppeltaalCallerIT {

    private static final String SERVICE = "fhir-server";
    private static final String FORM = "application/x-www-form-urlencoded";

    private Domain realm;
    private Asker asker;
    private String token;

    @BeforeAll
    void realm(Admin admin) {
        realm = Domain.create(admin);
        asker = realm.asker();
        token = realm.application("portal").ownToken();
        admin.createClient(realm.name, Map.of("clientId", "public-app", "publicClient", true));
    }

    private static RequestSpecification service() {
        return Caller.basic(SERVICE);
    }

    @Test
    @DisplayName("INTRO-KT-3 INTRO-11 attack 26: a public client of the domain proves nothing: 401, not 403")
    void publicClient() {
        for (String secret : List.of("", "x", "public-app-secret")) {
            DomainAnswers.unauthorized("Basic " + secret, asker.ask(Caller.basic("public-app", secret), token));
            DomainAnswers.unauthorized(
                    "post " + secret,
                    asker.ask(given().formParam("client_id", "public-app").formParam("client_secret", secret), token));
        }
        DomainAnswers.unauthorized("client_id alone", asker.ask(given().formParam("client_id", "public-app"), token));
    }

    @Test
    @DisplayName("INTRO-KT-3 attack 26, 27: a caller's token that was revoked, or whose client is disabled")
    void endedBearer() {
        String revoked = Client.confidential(asker.realm(), SERVICE).ownToken();
        assertThat(asker.active(Caller.bearer(revoked), token)).containsEntry("client_id", "portal");
        service()
                .formParam("token", revoked)
                .post(asker.realm().url + "/protocol/openid-connect/revoke")
                .then()
                .statusCode(200);
        DomainAnswers.invalidToken("revoked", asker.ask(Caller.bearer(revoked), token));

        String application = realm.application("planner").ownToken();
        asker.inactive("an application may ask", Caller.bearer(application), token);
        realm.client("planner").change(Map.of("enabled", false));
        DomainAnswers.invalidToken("disabled", asker.ask(Caller.bearer(application), token));
        realm.client("planner").change(Map.of("enabled", true));
    }

    @Test
    @DisplayName("INTRO-KT-1 INTRO-8, 9: POST only: every other method is 405, with Allow")
    void methods() {
        for (String method : List.of("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")) {
            Response response = service().queryParam("token", token).request(method, asker.url());
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(response.header("Allow")).as(method).isEqualTo("POST");
        }
    }

    @Test
    @DisplayName("INTRO-KT-1 INTRO-9: what is no form is 415, whoever asks")
    void types() {
        Map<String, RequestSpecification> callers = new LinkedHashMap<>();
        callers.put("the FHIR service", service());
        callers.put("nobody", given());
        callers.forEach((who, caller) -> Answers.refused(
                who,
                caller.contentType("application/json")
                        .body("{\"token\":\"" + token + "\"}")
                        .post(asker.url()),
                415,
                "invalid_request"));
    }

    @Test
    @DisplayName("INTRO-KT-1 INTRO-9 attack 46: a form above 64 KiB is 413")
    void tooLarge() {
        String largest = "token=" + "x".repeat(64 * 1024 - "token=".length());
        Answers.inactive("largest", service().contentType(FORM).body(largest).post(asker.url()));
        Answers.refused(
                "larger", service().contentType(FORM).body(largest + "x").post(asker.url()), 413, "invalid_request");
    }
}
