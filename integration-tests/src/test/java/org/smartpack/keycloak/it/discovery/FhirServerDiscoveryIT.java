/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What the discovery document says of one FHIR server, and where an app registers itself. */
@ExtendWith(SharedServer.class)
class FhirServerDiscoveryIT {

    private static final String SECOND = "https://second.example.org/r4";
    private static final String REGISTRATION = "registration_endpoint";

    private SmartRealm realm;

    @BeforeEach
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
    }

    private JsonNode document() {
        return Documents.read(Documents.smart(realm.url));
    }

    private JsonNode document(String fhirServer) {
        return Documents.read(Documents.smart(realm.url) + "?fhir=" + fhirServer);
    }

    private Response configure(String clientId, Map<String, String> settings) {
        String mappers = realm.client(clientId).path() + "/protocol-mappers/models";
        Map<String, Object> mapper = new LinkedHashMap<>(
                realm.admin.get(mappers).jsonPath().getMap("find { it.protocolMapper == 'smart-fhir-server' }"));
        Map<Object, Object> config = new LinkedHashMap<>((Map<?, ?>) mapper.get("config"));
        config.putAll(settings);
        mapper.put("config", config);
        return realm.admin
                .request()
                .contentType(ContentType.JSON)
                .body(mapper)
                .put(realm.adminUrl(
                        "/clients/" + realm.client(clientId).id() + "/protocol-mappers/models/" + mapper.get("id")));
    }

    private void addSecondServer() {
        RealmClient server = realm.createClient("second-server", Map.of("standardFlowEnabled", false));
        realm.admin.post(
                server.path() + "/protocol-mappers/models",
                Map.of(
                        "name", "FHIR server",
                        "protocol", "openid-connect",
                        "protocolMapper", "smart-fhir-server",
                        "config", Map.of("base.url", SECOND)));
    }

    @Test
    @DisplayName("SMART-DISC-4, SMART-DISC-5: brands and associated endpoints are those of the FHIR server asked for")
    void links() {
        assertThat(document().has("user_access_brand_bundle")).isFalse();
        addSecondServer();
        Response first = configure(
                "fhir-server",
                Map.of(
                        "brand.bundle",
                        "http://127.0.0.1:8090/brands.json",
                        "brand.identifier",
                        "urn:ietf:rfc:3986|https://example.org",
                        "associated.endpoints",
                        "http://127.0.0.1:8090/state smart-app-state##https://images.example.org smart-imaging-access"));
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(204);
        configure("second-server", Map.of("brand.bundle", "https://second.example.org/brands"));

        JsonNode document = document(SmartRealm.FHIR);
        assertThat(document.get("user_access_brand_bundle").textValue()).isEqualTo("http://127.0.0.1:8090/brands.json");
        assertThat(document.get("user_access_brand_identifier"))
                .isEqualTo(Documents.parse("{\"system\":\"urn:ietf:rfc:3986\",\"value\":\"https://example.org\"}"));
        assertThat(document.get("associated_endpoints"))
                .isEqualTo(Documents.parse("[{\"url\":\"http://127.0.0.1:8090/state\","
                        + "\"capabilities\":[\"smart-app-state\"]},"
                        + "{\"url\":\"https://images.example.org\",\"capabilities\":[\"smart-imaging-access\"]}]"));
        JsonNode second = document(SECOND);
        assertThat(second.get("user_access_brand_bundle").textValue()).isEqualTo("https://second.example.org/brands");
        assertThat(second.has("user_access_brand_identifier")).isFalse();
        assertThat(second.has("associated_endpoints")).isFalse();
        assertThat(document().has("user_access_brand_bundle"))
                .as("a document that is about no server in particular")
                .isFalse();
        assertThat(document.toString().length()).isLessThan(4000);
    }

    @Test
    @DisplayName("SMART-DISC-4: the realm's only FHIR server needn't be named")
    void onlyServer() {
        configure("fhir-server", Map.of("brand.bundle", "https://example.org/brands"));
        assertThat(document().get("user_access_brand_bundle").textValue()).isEqualTo("https://example.org/brands");
    }

    @ParameterizedTest
    @CsvSource({
        "brand.bundle, brands.json, User-access brand bundle must be an http or https URL",
        "brand.identifier, urn:oid:1.2|3, User-access brand identifier needs a user-access brand bundle",
        "associated.endpoints, https://state.example.org, An associated endpoint must be",
        "associated.endpoints, javascript:alert(1) smart-app-state, An associated endpoint must be"
    })
    @DisplayName("SMART-DISC-4, SMART-DISC-5: what can't be published isn't saved, and the administrator is told why")
    void refused(String setting, String value, String reason) {
        Response answer = configure("fhir-server", Map.of(setting, value));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.asString()).contains(reason);
        assertThat(document().toString()).doesNotContain(value);
    }

    private Map<String, Object> trustedHosts() {
        return new LinkedHashMap<>(realm.admin
                .get(realm.path("/components"))
                .jsonPath()
                .getMap("find { it.providerId == 'trusted-hosts' && it.subType == 'anonymous' }"));
    }

    private void trust(String host) {
        Map<String, Object> policy = trustedHosts();
        Map<Object, Object> config = new LinkedHashMap<>((Map<?, ?>) policy.get("config"));
        config.put("trusted-hosts", List.of(host));
        policy.put("config", config);
        realm.admin.put(realm.path("/components/") + policy.get("id"), policy);
    }

    private int register() {
        return given().contentType(ContentType.JSON)
                .body(Map.of("redirect_uris", List.of(SmartRealm.CALLBACK)))
                .post(realm.url + "/clients-registrations/openid-connect")
                .statusCode();
    }

    @Test
    @DisplayName(
            "SMART-DISC-5: registration_endpoint isn't there while Keycloak refuses apps that have no token for it")
    void closed() {
        assertThat(document().has(REGISTRATION)).isFalse();
        assertThat(register()).isEqualTo(403);
        trust("");
        assertThat(document().has(REGISTRATION)).isFalse();
        assertThat(register()).isEqualTo(403);
    }

    private void assertOpen() {
        assertThat(document().get(REGISTRATION).textValue())
                .isEqualTo(realm.url + "/clients-registrations/openid-connect");
        assertThat(register()).isEqualTo(201);
    }

    @Test
    @DisplayName("SMART-DISC-5: registration_endpoint is there where apps can register themselves, and works")
    void open() {
        trust("127.0.0.1");
        assertOpen();
        realm.admin.delete(realm.path("/components/") + trustedHosts().get("id"));
        assertOpen();
        realm.admin.put("/" + realm.name, Map.of("attributes", Map.of("frontendUrl", "https://login.example.org")));
        assertThat(document().get(REGISTRATION).textValue())
                .isEqualTo("https://login.example.org/realms/" + realm.name + "/clients-registrations/openid-connect");
    }
}
