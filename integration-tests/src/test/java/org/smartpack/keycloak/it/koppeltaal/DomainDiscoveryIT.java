/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The smart-configuration of a Koppeltaal domain. */
@ExtendWith(SharedServer.class)
class DomainDiscoveryIT {

    private static Domain domain;
    private static String server;

    @BeforeAll
    static void create(KeycloakServer keycloak, Admin admin) {
        server = keycloak.url();
        domain = Domain.create(admin);
    }

    private Response document() {
        return given().get(domain.url + "/.well-known/smart-configuration");
    }

    private Map<String, Object> expected() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("issuer", domain.url);
        expected.put("jwks_uri", domain.endpoint("certs"));
        expected.put("authorization_endpoint", domain.endpoint("auth"));
        expected.put("grant_types_supported", List.of("authorization_code", "client_credentials"));
        expected.put("token_endpoint", domain.endpoint("token"));
        expected.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt"));
        expected.put(
                "scopes_supported",
                List.of("openid", "launch", "fhirUser", "system/*.cruds", "system/*.cruds?resource-origin="));
        expected.put("response_types_supported", List.of("code"));
        expected.put("management_endpoint", server + "/admin/" + domain.name + "/console/");
        expected.put("introspection_endpoint", domain.url + "/smart/introspect");
        expected.put(
                "capabilities",
                List.of(
                        "launch-ehr",
                        "authorize-post",
                        "client-confidential-asymmetric",
                        "sso-openid-connect",
                        "context-ehr-hti",
                        "permission-v2"));
        expected.put("code_challenge_methods_supported", List.of("S256"));
        return expected;
    }

    @Test
    @DisplayName("KT-DISC-1 KT-SCP-5 exactly these members with these values")
    void members() {
        Response response = document();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().<String, Object>getMap("")).isEqualTo(expected());
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/fhir+json", "application/xml", "*/*"})
    @DisplayName("KT-DISC-1 it needs no token and is JSON whatever is accepted")
    void accept(String accept) {
        Response response = given().accept(accept).get(domain.url + "/.well-known/smart-configuration");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).startsWith(ContentType.JSON.toString());
        assertThat(response.jsonPath().<String, Object>getMap("")).isEqualTo(expected());
    }

    @Test
    @DisplayName("KT-DISC-1 management_endpoint is the domain's setting, where there is one")
    void management() {
        domain.set("management.url", "https://domeinbeheer.example.nl/");
        assertThat(document().<String>path("management_endpoint")).isEqualTo("https://domeinbeheer.example.nl/");
        domain.set("management.url", " ");
        assertThat(document().<String>path("management_endpoint"))
                .isEqualTo(expected().get("management_endpoint"));
    }

    @Test
    @DisplayName(
            "KT-DISC-1 INTRO-KT-1 the addresses are there: keys without a token, and the three endpoints, which let nobody in")
    void addresses() {
        Response document = document();
        assertThat(given().get(document.<String>path("jwks_uri"))
                        .jsonPath()
                        .<String>getList("keys.findAll { it.use == 'sig' }.alg"))
                .contains("RS512", "RS256");
        assertThat(given().get(document.<String>path("authorization_endpoint")).statusCode())
                .as("a request without a client")
                .isEqualTo(400);
        Response token =
                given().formParam("grant_type", "client_credentials").post(document.<String>path("token_endpoint"));
        assertThat(token.statusCode()).isEqualTo(401);
        assertThat(token.<String>path("error")).isEqualTo("invalid_client");
        Response introspection = given().formParam("token", "x").post(document.<String>path("introspection_endpoint"));
        assertThat(introspection.statusCode()).isEqualTo(401);
        assertThat(introspection.<String>path("error")).isEqualTo("invalid_client");
    }

    @Test
    @DisplayName("KT-DOM-1 the document stays while the FHIR service's client is disabled; other realms have their own")
    void onlyTheDomain(Admin admin) {
        domain.client("fhir-server").change(Map.of("enabled", false));
        try {
            assertThat(document().jsonPath().<String, Object>getMap("")).isEqualTo(expected());
        } finally {
            domain.client("fhir-server").change(Map.of("enabled", true));
        }
        String other = admin.createRealm(Map.of());
        assertThat(given().get(admin.realmUrl(other) + "/.well-known/smart-configuration")
                        .<List<String>>path("capabilities"))
                .doesNotContain("context-ehr-hti");
    }
}
