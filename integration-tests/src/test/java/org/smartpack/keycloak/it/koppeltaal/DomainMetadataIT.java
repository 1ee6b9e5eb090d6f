/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.demo.access.TrustedRealm;
import org.smartpack.keycloak.demo.fhir.FhirServer;
import org.smartpack.keycloak.demo.fhir.FhirServerSettings;
import org.smartpack.keycloak.it.framework.Installation;
import org.smartpack.keycloak.it.framework.SharedServer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Where applications find the endpoints of a domain: through the demo's FHIR service, which asks Keycloak. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DomainMetadataIT {

    private ScopeDomain domain;
    private FhirServer fhir;
    private String address;

    @BeforeAll
    void start(KeycloakServer server) {
        domain = ScopeDomain.create(server);
        int port = Installation.freePort();
        address = "http://127.0.0.1:" + port + "/fhir";
        fhir = FhirServer.start(new FhirServerSettings(
                "127.0.0.1",
                port,
                HtiRealm.FHIR,
                List.of(new TrustedRealm(domain.url, URI.create(domain.url), 403, true))));
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
        Map<String, Object> answer = given().auth()
                .preemptive()
                .basic("fhir-server", "fhir-server-secret")
                .formParam("token", token)
                .post(introspection)
                .jsonPath()
                .getMap("");
        assertThat(answer).containsEntry("active", true).containsEntry("client_id", "portal");
    }
}
