/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.List;
import java.util.Map;

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
import org.smartpack.keycloak.testkit.client.Answers;
import org.smartpack.keycloak.testkit.client.Caller;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The launch context API as an HTTP resource: methods, types, sizes, headers. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchContextHttpIT {

    private static final String BODY = "{\"patient\":\"pat-1\"}";

    private ApiRealm realm;
    private KeycloakServer server;

    @BeforeAll
    void realm(KeycloakServer server, Admin admin) {
        this.server = server;
        realm = new ApiRealm(admin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"})
    @DisplayName("LCTX-19: any method but POST: 405 with Allow: POST, on both paths")
    void methods(String method) {
        for (String path : List.of(realm.api(), realm.firely())) {
            Response response = Caller.basic(ApiRealm.EHR).request(method, path);
            assertThat(response.statusCode()).as(path).isEqualTo(405);
            assertThat(response.header("Allow")).as(path).isEqualTo("POST");
            Answers.neverCached(response);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/fhir+json",
                "application/xml",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/x-www-form-urlencoded; charset=utf-16",
                "application/x-www-form-urlencoded; charset=no-such"
            })
    @DisplayName("LCTX-19: any other content type, and any charset but UTF-8: 415")
    void contentTypes(String type) throws Exception {
        var response = RawHttp.post(
                realm.api(), Map.of("Authorization", RawHttp.basic(ApiRealm.EHR), "Content-Type", type), BODY);
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.body()).contains("invalid_request");
    }

    @Test
    @DisplayName("LCTX-19: no content type at all: 415")
    void noContentType() throws Exception {
        assertThat(RawHttp.post(realm.api(), Map.of("Authorization", RawHttp.basic(ApiRealm.EHR)), BODY)
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    @DisplayName("LCTX-19: multipart: 415")
    void multipart() {
        Answers.refused(
                "multipart",
                Caller.basic(ApiRealm.EHR).multiPart("patient", "1").post(realm.api()),
                415,
                "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "; charset=UTF-8", ";charset=iso-8859-1", "; charset=us-ascii"})
    @DisplayName("LCTX-4: a form in every spelling of its type")
    void form(String parameter) throws Exception {
        assertThat(RawHttp.post(
                                realm.api(),
                                Map.of(
                                        "Authorization",
                                        RawHttp.basic(ApiRealm.EHR),
                                        "Content-Type",
                                        "application/x-www-form-urlencoded" + parameter),
                                "patient=1")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=UTF-8", "APPLICATION/JSON;charset=utf-8"})
    @DisplayName("LCTX-4: JSON in every spelling of its type")
    void json(String type) throws Exception {
        assertThat(RawHttp.post(
                                realm.api(),
                                Map.of("Authorization", RawHttp.basic(ApiRealm.EHR), "Content-Type", type),
                                BODY)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("LCTX-4, 19, attack 46: a body of 16 KiB passes, one byte more is 413; gigabytes are not read")
    void size() {
        String padding =
                "\"" + "x".repeat(16 * 1024 - "{\"patient\":\"1\",\"extensions\":{\"__x\":\"\"}}".length()) + "\"";
        String largest = "{\"patient\":\"1\",\"extensions\":{\"__x\":" + padding + "}}";
        assertThat(largest).hasSize(16 * 1024);
        Expect.registered(realm.json(largest));
        Answers.refused("JSON", realm.json(largest + " "), 413, "invalid_request");

        String form = "patient=1&ignored=";
        Expect.registered(realm.form(form + "x".repeat(16 * 1024 - form.length())));
        Answers.refused("form", realm.form(form + "x".repeat(16 * 1024 - form.length() + 1)), 413, "invalid_request");
        Answers.refused("without credentials", realm.form(given(), form + "x".repeat(20000)), 413, "invalid_request");
        assertThat(realm.json("x".repeat(2_000_000)).statusCode()).isEqualTo(413);
    }

    @Test
    @DisplayName("SMART-CORS-3 no CORS headers, on no answer")
    void cors() {
        List<Response> answers = List.of(
                realm.json(Caller.basic(ApiRealm.EHR).header("Origin", "https://app.example.org"), BODY),
                realm.json(given().header("Origin", "https://app.example.org"), BODY),
                given().header("Origin", "https://app.example.org")
                        .header("Access-Control-Request-Method", "POST")
                        .options(realm.api()));
        for (Response answer : answers) {
            assertThat(answer.getHeaders().asList().stream()
                            .map(header -> header.getName().toLowerCase(java.util.Locale.ROOT)))
                    .noneMatch(name -> name.startsWith("access-control-"));
        }
        assertThat(answers.get(0).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("LCTX-3 plain http is refused where the realm requires TLS, and a disabled realm serves nobody")
    void closed(Admin admin) {
        ApiRealm closed = new ApiRealm(admin);
        closed.change(Map.of("sslRequired", "all"));
        Answers.refused("TLS", closed.json(BODY), 403, "invalid_request");
        closed.change(Map.of("sslRequired", "none"));
        Expect.registered(closed.json(BODY));
        closed.change(Map.of("enabled", false));
        Answers.refused("disabled", closed.json(BODY), 403, "access_denied");
    }

    @Test
    @DisplayName("other paths below smart and connect are not there")
    void otherPaths() {
        for (String path :
                List.of("/smart", "/smart/", "/smart/launch-context/x", "/connect/launchcontext", "/connect")) {
            assertThat(Caller.basic(ApiRealm.EHR).post(realm.url + path).statusCode())
                    .as(path)
                    .isIn(404, 405);
        }
        assertThat(Caller.basic(ApiRealm.EHR)
                        .post(server.realmUrl("no-such-realm") + "/smart/launch-context")
                        .statusCode())
                .isEqualTo(404);
    }
}
