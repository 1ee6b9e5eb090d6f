/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
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

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What may be sent, and what not (INTRO-1, INTRO-8, 9, 12). */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntrospectionRequestIT {

    private static final String FORM = "application/x-www-form-urlencoded";

    /** No charset is added; what is not ASCII is sent in Latin 1. */
    private static final RestAssuredConfig AS_IT_IS = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .defaultContentCharset(StandardCharsets.ISO_8859_1)
                    .encodeContentTypeAs("a/b", ContentType.TEXT)
                    .encodeContentTypeAs("multipart/mixed", ContentType.TEXT));

    private IntrospectionRealm realm;
    private Asker asker;
    private String token;

    @BeforeAll
    void realm(Admin admin) {
        realm = new IntrospectionRealm(admin);
        asker = realm.asker;
        realm.confidential("backend", Map.of("defaultClientScopes", List.of("basic", "fhir-server-audience")));
        token = realm.tokenOf("backend");
    }

    private static RequestSpecification caller() {
        return Caller.basic(IntrospectionRealm.FHIR_SERVER);
    }

    private Response post(RequestSpecification caller, String contentType, String body) {
        return caller.config(AS_IT_IS).contentType(contentType).body(body).post(asker.url());
    }

    private Response form(String body) {
        return post(caller(), FORM, body);
    }

    private void active(String what, Response response) {
        assertThat(response.statusCode()).as(what + response.asString()).isEqualTo(200);
        assertThat(response.jsonPath().getBoolean("active")).as(what).isTrue();
    }

    @Test
    @DisplayName("INTRO-1 INTRO-8, 9 INTRO-IUA-1 POST only: every other method is 405, with Allow")
    void methods() {
        for (String method : List.of("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")) {
            Response response = caller().queryParam("token", token).request(method, asker.url());
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(response.header("Allow")).as(method).isEqualTo("POST");
        }
    }

    @Test
    @DisplayName("INTRO-1 INTRO-9 a form, in UTF-8; what isn't one is 415, whoever asks")
    void types() {
        active("plain", form("token=" + token));
        active("with charset", post(caller(), FORM + "; charset=UTF-8", "token=" + token));
        active("Latin 1", post(caller(), FORM + ";charset=ISO-8859-1", "token=" + token));
        for (String type : List.of("application/json", "text/plain", "multipart/mixed", "a/b")) {
            for (RequestSpecification who : List.of(caller(), given())) {
                Answers.refused(type, post(who, type, "{\"token\":\"" + token + "\"}"), 415, "invalid_request");
            }
        }
        Answers.refused("UTF-16", post(caller(), FORM + "; charset=UTF-16", "token=" + token), 415, "invalid_request");
    }

    @Test
    @DisplayName(
            "INTRO-8, 12, INTRO-FA-4, INTRO-IUA-6: token missing, empty or repeated, any repeated key: invalid_request")
    void missing() {
        for (String body : List.of(
                "",
                "x=y",
                "token",
                "token=",
                "token_type_hint=access_token",
                "Token=" + token,
                "token=" + token + "&token=" + token,
                "token=" + token + "&%74oken=x",
                "token=" + token + "&x=1&x=2",
                "token=" + token + "&token_type_hint=access_token&token_type_hint=access_token")) {
            Answers.invalidRequest(body, form(body));
        }
        Answers.invalidRequest(
                "in the query",
                caller().contentType(FORM).queryParam("token", token).post(asker.url()));
        Response bearer = Caller.bearer(realm.tokenOf(IntrospectionRealm.FHIR_SERVER))
                .contentType(FORM)
                .post(asker.url());
        Answers.invalidRequest("Bearer", bearer);
    }

    @Test
    @DisplayName("INTRO-8 encodings that are none: 400, in linear time")
    void malformed() {
        for (String body : List.of(
                "token=%",
                "token=%4", "token=%zz", "token=%ff", "token=" + token + "&x=%c3%28", "token=\u00e9", "%=1")) {
            Answers.invalidRequest(body, form(body));
        }
        Answers.invalidRequest("many", form("token=" + token + "&x=1".repeat(15000)));
    }

    @Test
    @DisplayName("INTRO-5, 11 nothing about the request is said to a caller that isn't known or may not ask")
    void unknownCaller() {
        for (String body : List.of("", "token=a&token=b", "token=%zz", "token=" + token)) {
            Answers.invalidClient(body, post(given(), FORM, body));
            Answers.insufficientScope(body, post(Caller.basic(IntrospectionRealm.STRANGER), FORM, body));
        }
    }

    @Test
    @DisplayName("INTRO-1 token_type_hint may be anything, and other parameters are ignored")
    void hint() {
        for (String hint : List.of("access_token", "refresh_token", "id_token", "", "nonsense", "%00", "a+b")) {
            active(hint, form("token=" + token + "&token_type_hint=" + hint));
        }
        active("others", form("resource=https%3A%2F%2Fx&token=" + token + "&scope=x&client=y&"));
    }

    @Test
    @DisplayName("INTRO-9 attack 46: 64 KiB are read, one byte more is 413")
    void huge() {
        String largest = "token=" + "x".repeat(64 * 1024 - "token=".length());
        Answers.inactive("largest", form(largest));
        Answers.refused("larger", form(largest + "x"), 413, "invalid_request");
        active("padded", form("token=" + token + "&pad=" + "x".repeat(60_000 - token.length())));
    }

    @Test
    @DisplayName("INTRO-2, attack 26: plain http is refused where the realm requires TLS; a disabled realm says no")
    void closed(Admin admin) {
        IntrospectionRealm closed = new IntrospectionRealm(admin);
        admin.put("/" + closed.name, Map.of("sslRequired", "all"));
        Answers.refused("TLS", closed.asker.ask(caller(), "x"), 403, "invalid_request");
        admin.put("/" + closed.name, Map.of("sslRequired", "none"));
        Answers.inactive("open", closed.asker.ask(caller(), "x"));
        admin.put("/" + closed.name, Map.of("enabled", false));
        Answers.refused("disabled", closed.asker.ask(caller(), "x"), 403, "access_denied");
    }

    @Test
    @DisplayName("SMART-CORS-3 browsers are told nothing: no CORS")
    void noCors() {
        Response response = caller().header("Origin", "https://app.example.org")
                .formParam("token", token)
                .post(asker.url());
        active("asked", response);
        assertThat(response.getHeaders().asList())
                .noneMatch(header -> header.getName().toLowerCase().startsWith("access-control-"));
    }
}
