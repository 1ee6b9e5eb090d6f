/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.demo.fhir.FhirServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.FhirBases;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The start of an application that is made with Koppeltaal's own Spring starter: the requests as it sends them, the
 * token answer read as strictly as it reads it.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StarterIT {

    /** The members that the starter knows; it stops at any other, as Jackson does by default. */
    private record TokenResponse(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") String expiresIn,
            String scope) {}

    private static final String ACCEPT =
            "application/fhir+xml;q=1.0, application/fhir+json;q=1.0, application/xml+fhir;q=0.9, application/json+fhir;q=0.9";

    private Domain domain;
    private FhirServer fhir;
    private String base;

    @BeforeAll
    void start(KeycloakServer server, Admin admin) {
        domain = Domain.create(admin);
        int port = Installation.freePort();
        base = FhirBases.address(port, "koppeltaal");
        fhir = FhirBases.start(
                port,
                FhirBases.smart(FhirBases.address(port, "smart"), server.realmUrl("master")),
                FhirBases.domain(base, domain.url));
    }

    @AfterAll
    void stop() {
        if (fhir != null) {
            fhir.close();
        }
    }

    /** The first address of that name in the capability statement, asked for as HAPI's client does. */
    private String discovered(String name) {
        Response metadata = given().header("Accept", ACCEPT)
                .header("Accept-Charset", "utf-8")
                .header("Accept-Encoding", "gzip")
                .get(base + "/metadata");
        assertThat(metadata.statusCode()).isEqualTo(200);
        return metadata.jsonPath()
                .getString("rest.security.extension.flatten()"
                        + ".findAll { it.url == 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris' }"
                        + ".collectMany { it.extension }.find { it.url == '" + name + "' }.valueUri");
    }

    private TokenResponse token(String client) throws JsonProcessingException {
        String url = discovered("token");
        String assertion = domain.application(client)
                .assertion(url)
                .header("alg", "RS512")
                .header("typ", null)
                .claim("iat", AssertionBuilder.now())
                .claim("exp", AssertionBuilder.now() + 300)
                .sign();
        Response answer = Caller.assertion(assertion)
                .header("Accept", "application/json")
                .formParam("grant_type", "client_credentials")
                .formParam("scope", "*/read")
                .post(url);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return new ObjectMapper().readValue(answer.asString(), TokenResponse.class);
    }

    private Response create(String token, String event) {
        return given().auth()
                .oauth2(token)
                .header("Accept", ACCEPT)
                .contentType("application/fhir+json; charset=UTF-8")
                .body(event)
                .post(base + "/AuditEvent");
    }

    private static String started(String more) {
        return """
                {"resourceType":"AuditEvent",
                 "meta":{"profile":["http://koppeltaal.nl/fhir/StructureDefinition/KT2AuditEvent"]},
                 "type":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110100",
                  "display":"Application Activity"},
                 "subtype":[{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110120",
                  "display":"Application Start"}],
                 "recorded":"2026-11-26T04:00:00.000+00:00",%s
                 "agent":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/contractsignertypecodes",
                  "code":"SOURCE","display":"Source"}]},"who":{"reference":"Device/module"},"requestor":true}],
                 "source":{"observer":{"reference":"Device/module"}},
                 "entity":[{"description":"Server startup application with client_id module"}]}"""
                .formatted(more);
    }

    @Test
    @DisplayName("KT-DISC-1 INTRO-KT-1: at the base of the domain the starter finds the domain's endpoints")
    void discovery() {
        assertThat(discovered("token")).isEqualTo(domain.endpoint("token"));
        assertThat(discovered("authorize")).isEqualTo(domain.endpoint("auth"));
    }

    @Test
    @DisplayName(
            "KT-BS-1 KT-BS-4 SMART-BS-21: its request is answered, and its parser knows every member of the answer")
    void tokens() throws JsonProcessingException {
        TokenResponse answer = token("module");
        assertThat(answer.tokenType()).isEqualTo("Bearer");
        assertThat(answer.expiresIn()).isEqualTo("300");
        assertThat(answer.scope()).isEqualTo(RoleScopesIT.MODULE);
    }

    @Test
    @DisplayName("KT-DISC-1: it finds the key of its token below the issuer, so that it can go on using it")
    void keys(KeycloakServer server) throws JsonProcessingException {
        String token = token("module").accessToken();
        Response found = given().get(Jwt.claims(token).getString("iss") + "/.well-known/jwks.json");
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.contentType()).startsWith("application/json");
        assertThat(found.jsonPath().getMap(""))
                .isEqualTo(given().get(domain.endpoint("certs")).jsonPath().getMap(""));
        assertThat(found.<List<String>>path("keys.kid"))
                .contains(Jwt.header(token).getString("kid"));
        assertThat(found.asString()).doesNotContain("\"d\"");
        for (String other : List.of(server.realmUrl("master"), server.realmUrl("none"))) {
            assertThat(given().get(other + "/.well-known/jwks.json").statusCode())
                    .as(other)
                    .isEqualTo(404);
        }
    }

    @Test
    @DisplayName(
            "KT-SCP-2 KT-SCP-7: the AuditEvent of its start is created, as its own, and nobody reads it with that right")
    void startUp() throws JsonProcessingException {
        String token = token("module").accessToken();
        String foreign =
                """
                "extension":[{"url":"http://koppeltaal.nl/fhir/StructureDefinition/resource-origin",
                  "valueReference":{"reference":"Device/portal"}}],""";
        for (String more : List.of("", foreign)) {
            Response created = create(token, started(more));
            assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
            String location = created.header("Location");
            assertThat(location).startsWith(base + "/AuditEvent/");
            JsonPath event = created.jsonPath();
            assertThat(event.<Map<String, Object>>getList("extension"))
                    .singleElement()
                    .satisfies(extension -> assertThat(extension.toString()).contains("Device/module"));
            String address = base + "/AuditEvent/" + event.getString("id");
            assertThat(given().auth().oauth2(token).get(address).statusCode()).isEqualTo(403);
            assertThat(given().auth().oauth2(token).delete(address).statusCode())
                    .isEqualTo(403);
        }
        assertThat(create(token("unassigned").accessToken(), started("")).statusCode())
                .isEqualTo(403);
    }
}
