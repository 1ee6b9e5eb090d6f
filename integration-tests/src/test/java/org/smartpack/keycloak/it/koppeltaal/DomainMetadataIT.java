/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.fhir.FhirServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.FhirBases;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Where applications find the endpoints of a domain: through the demo's FHIR service, which asks Keycloak. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DomainMetadataIT {

    private Domain domain;
    private SmartRealm smart;
    private FhirServer fhir;
    private String address;
    private String smartAddress;

    @BeforeAll
    void start(Admin admin) {
        domain = Domain.create(admin);
        smart = SmartRealm.create(admin);
        int port = Installation.freePort();
        address = FhirBases.address(port, "koppeltaal");
        smartAddress = FhirBases.address(port, "smart");
        fhir = FhirBases.start(
                port, FhirBases.smart(SmartRealm.FHIR, smart.url), FhirBases.domain(Domain.FHIR, domain.url));
    }

    @AfterAll
    void stop() {
        if (fhir != null) {
            fhir.close();
        }
    }

    private Map<String, Object> smartConfiguration(String base) {
        return given().get(base + "/.well-known/smart-configuration").jsonPath().getMap("");
    }

    @Test
    @DisplayName(
            "INTRO-KT-1 KT-DISC-1: /metadata and smart-configuration of the FHIR service name the domain's endpoints")
    void endpoints() {
        Map<String, Object> configuration = smartConfiguration(domain.url);
        assertThat(smartConfiguration(address)).isEqualTo(configuration);

        JsonPath security = given().get(address + "/metadata").jsonPath().setRootPath("rest[0].security");
        List<Map<String, Object>> uris =
                security.getList("extension.findAll { it.url.endsWith('/oauth-uris') }.collectMany { it.extension }");
        assertThat(uris)
                .extracting(uri -> uri.get("url"), uri -> uri.get("valueUri"))
                .containsExactlyInAnyOrder(
                        tuple("authorize", configuration.get("authorization_endpoint")),
                        tuple("token", configuration.get("token_endpoint")),
                        tuple("introspect", configuration.get("introspection_endpoint")));
        assertThat(security.<String>getList("extension.findAll { it.url.endsWith('/capabilities') }.valueCode"))
                .isEqualTo(configuration.get("capabilities"));
    }

    @Test
    @DisplayName("SMART-AUTHZ-3 KT-DOM-1: one server, a base for each realm: there its endpoints, and its tokens alone")
    void bases() {
        assertThat(smartConfiguration(smartAddress)).isEqualTo(smartConfiguration(smart.url));
        assertThat(given().get(smartAddress + "/metadata")
                        .jsonPath()
                        .<String>getList("rest[0].security.extension.collectMany { it.extension ?: [] }.valueUri"))
                .isNotEmpty()
                .allMatch(uri -> uri.startsWith(smart.url + "/"));

        String ofDomain = domain.token("portal").path("access_token");
        String ofSmart = SigningClient.demo(smart, "bulk-client").ownToken(Map.of("scope", "system/*.rs"));
        assertThat(status(address + "/Task/task-1", ofDomain)).isEqualTo(200);
        assertThat(status(smartAddress + "/Task/task-1", ofSmart)).isEqualTo(200);
        assertThat(status(address + "/Task/task-1", ofSmart)).isEqualTo(401);
        assertThat(status(smartAddress + "/Task/task-1", ofDomain)).isEqualTo(401);
    }

    private static int status(String url, String token) {
        return given().auth().oauth2(token).get(url).statusCode();
    }

    @Test
    @DisplayName(
            "INTRO-KT-1: at the address from /metadata nobody is let in without credentials, and tokens are looked into")
    void found() {
        String introspection = given().get(address + "/metadata")
                .jsonPath()
                .getString("rest[0].security.extension.collectMany { it.extension ?: [] }"
                        + ".find { it.url == 'introspect' }.valueUri");
        String token = domain.token("portal").path("access_token");
        assertThat(given().formParam("token", token).post(introspection).statusCode())
                .isEqualTo(401);
        Map<String, Object> answer = Caller.basic("fhir-server")
                .formParam("token", token)
                .post(introspection)
                .jsonPath()
                .getMap("");
        assertThat(answer).containsEntry("active", true).containsEntry("client_id", "portal");
    }
}
