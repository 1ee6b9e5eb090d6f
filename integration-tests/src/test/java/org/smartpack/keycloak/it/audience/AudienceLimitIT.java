/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.audience;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Nobody gets a backend service's token to a FHIR server that it isn't for: not by an exchange, nor by a setting. */
@ExtendWith(SharedServer.class)
class AudienceLimitIT {

    private static final String FHIR = ServiceRealm.FHIR;
    private static final String LAB = ServiceRealm.LAB;
    private static final String SERVICE = ServiceRealm.SERVICE;
    private static final String SETTING = "smart-backend-service";

    private ServiceRealm services;

    @BeforeEach
    void realm(Admin admin) {
        services = new ServiceRealm(admin);
    }

    private List<String> exchanged(String subject, Map<String, String> parameters) {
        Map<String, String> form = new HashMap<>(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                subject,
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token",
                "scope",
                ServiceRealm.SCOPE));
        form.putAll(parameters);
        Response response = services.as(SERVICE).token(form);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.<String>path("scope")).contains(ServiceRealm.SCOPE);
        return ServiceRealm.audience(response.path("access_token"));
    }

    private void permitExchange() {
        services.service.changeAttributes(Map.of("standard.token.exchange.enabled", "true"));
    }

    @Test
    @DisplayName("SETUP-11, attack 15: an exchange doesn't take a token to a FHIR server that the token isn't for")
    void exchange() {
        services.fhirServer("lab", LAB, Map.of());
        permitExchange();
        String forLab = services.ask(SERVICE, Map.of("resource", LAB)).path("access_token");
        assertThat(exchanged(forLab, Map.of())).containsExactly(LAB, "lab");
        String forBoth = services.ask(SERVICE, Map.of()).path("access_token");
        assertThat(exchanged(forBoth, Map.of())).containsExactlyInAnyOrder(FHIR, "fhir-server", LAB, "lab");
        services.service.addMapper(SETTING, Map.of("fhir.servers", LAB));
        assertThat(exchanged(forBoth, Map.of())).as("the setting of now").containsExactly(LAB, "lab");
    }

    @Test
    @DisplayName("SETUP-11, attack 15: nor does an audience mapper that the client got since")
    void exchangeWithMapper() {
        services.fhirServer("lab", LAB, Map.of());
        permitExchange();
        String forLab = services.ask(SERVICE, Map.of("resource", LAB)).path("access_token");
        services.realm.admin.post(services.service.path() + "/protocol-mappers/models", Mapper.audience(FHIR));
        assertThat(exchanged(forLab, Map.of())).isEmpty();
    }

    @Test
    @DisplayName("SETUP-11: an exchange that names an audience gives a token for that FHIR server alone")
    void exchangeForOne() {
        services.fhirServer("lab", LAB, Map.of());
        permitExchange();
        services.service.addMapper(SETTING, Map.of("fhir.servers", FHIR + "##" + LAB));
        services.realm.admin.post(services.service.path() + "/protocol-mappers/models", Mapper.audience("lab"));
        String forBoth = services.ask(SERVICE, Map.of()).path("access_token");
        assertThat(ServiceRealm.audience(forBoth)).contains(FHIR, LAB);
        assertThat(exchanged(forBoth, Map.of("audience", "lab"))).containsExactly(LAB, "lab");
    }

    @ParameterizedTest
    @ValueSource(strings = {FHIR, FHIR + "/", "fhir-server"})
    @DisplayName("SETUP-10: where the FHIR server that an audience mapper names was deleted, no other takes its place")
    void deleted(String name) {
        services.fhirServer("lab", LAB, Map.of());
        services.realm.admin.post(services.service.path() + "/protocol-mappers/models", Mapper.audience(name));
        assertThat(services.audience(SERVICE, Map.of())).contains(FHIR).doesNotContain(LAB, "lab");
        services.realm.admin.delete(services.realm.client("fhir-server").path());
        assertThat(services.audience(SERVICE, Map.of())).doesNotContain(LAB, "lab");
        assertAudienceIsFound();
    }

    private void assertAudienceIsFound() {
        List<Map<String, String>> findings = services.realm
                .admin
                .get(services.realm.path("/smart-check"))
                .jsonPath()
                .getList("findings");
        assertThat(findings)
                .filteredOn(finding -> finding.get("rule").equals("audience-unknown"))
                .extracting(finding -> finding.get("subject"))
                .containsExactly("client " + SERVICE);
    }

    private void setUpFor(String name) {
        services.fhirServer("lab", LAB, Map.of());
        services.realm.admin.post(services.service.path() + "/protocol-mappers/models", Mapper.audience(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {FHIR, FHIR + "/", "fhir-server"})
    @DisplayName("SETUP-10: nor where the client of that FHIR server stayed, and lost its mapper")
    void mapperDeleted(String name) {
        setUpFor(name);
        RealmClient server = services.realm.client("fhir-server");
        String models = server.path() + "/protocol-mappers/models";
        String mapper = services.realm.admin.get(models).path("find { it.protocolMapper == 'smart-fhir-server' }.id");
        services.realm.admin.delete(models + "/" + mapper);
        assertThat(services.audience(SERVICE, Map.of())).doesNotContain(LAB, "lab");
        assertAudienceIsFound();
    }

    @ParameterizedTest
    @ValueSource(strings = {FHIR, FHIR + "/", "fhir-server"})
    @DisplayName("SETUP-10: nor where another client took the name, until that is a FHIR server again")
    void nameTakenAgain(String name) {
        setUpFor(name);
        services.realm.admin.delete(services.realm.client("fhir-server").path());
        RealmClient taker = services.realm.createClient(name, Map.of());
        assertThat(services.audience(SERVICE, Map.of())).doesNotContain(LAB, "lab");
        assertAudienceIsFound();
        taker.addMapper("FHIR server", "smart-fhir-server", Map.of("base.url", FHIR));
        assertThat(services.audience(SERVICE, Map.of())).contains(FHIR).doesNotContain(LAB, "lab");
    }

    @ParameterizedTest
    @ValueSource(strings = {FHIR, "fhir-server"})
    @DisplayName("SETUP-10: nor where that FHIR server got another base URL or client id, and a client has the old one")
    void moved(String name) {
        setUpFor(name);
        String moved = "https://new.example.org/fhir";
        RealmClient server = services.realm.client("fhir-server");
        if (name.equals(FHIR)) {
            String models = server.path() + "/protocol-mappers/models";
            Map<String, Object> mapper = services.realm
                    .admin
                    .get(models)
                    .jsonPath()
                    .getMap("find { it.protocolMapper == 'smart-fhir-server' }");
            mapper.put("config", Map.of("base.url", moved));
            services.realm.admin.put(models + "/" + mapper.get("id"), mapper);
        } else {
            server.change(Map.of("clientId", "renamed"));
        }
        services.realm.createClient(name, Map.of());
        assertThat(services.audience(SERVICE, Map.of())).doesNotContain(LAB, "lab", moved, "renamed");
    }

    @Test
    @DisplayName("SETUP-10: a realm with FHIR servers can be deleted")
    void realmDeleted() {
        services.fhirServer("lab", LAB, Map.of());
        services.realm.admin.delete(services.realm.client("lab").path());
        services.realm.admin.delete(services.realm.path(""));
        assertThat(services.realm
                        .admin
                        .request()
                        .get(services.realm.adminUrl(""))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("SETUP-11: where the FHIR server that the client's mapper names was deleted, no other takes its place")
    void deletedOfSetting() {
        services.fhirServer("lab", LAB, Map.of());
        services.service.addMapper(SETTING, Map.of("fhir.servers", FHIR));
        services.realm.admin.delete(services.realm.client("fhir-server").path());
        assertThat(services.audience(SERVICE, Map.of())).isEmpty();
    }

    /** Somebody who sees and changes the service's client, and nothing else. */
    private RequestSpecification administratorOfTheService() {
        services.realm.change(Map.of("adminPermissionsEnabled", true));
        services.realm.createUser("one").give(services.realm.client("realm-management"), "query-clients");
        String server = services.realm.client("admin-permissions").path() + "/authz/resource-server";
        List<String> users = List.of(services.realm.user("one").id());
        String policy = services.realm
                .admin
                .post(server + "/policy/user", Map.of("name", "one", "users", users))
                .path("id");
        services.realm.admin.post(
                server + "/permission/scope",
                Map.of(
                        "name",
                        "one client",
                        "resourceType",
                        "Clients",
                        "resources",
                        List.of(services.service.id()),
                        "scopes",
                        List.of("view", "manage"),
                        "policies",
                        List.of(policy)));
        Response tokens = Client.publicClient(services.realm, "admin-cli").password("one");
        return given().auth().oauth2(tokens.path("access_token")).contentType(ContentType.JSON);
    }

    @Test
    @DisplayName("SETUP-11, attack 38: who manages one client can choose among its FHIR servers, and give it no other")
    void administratorOfOneClient() {
        RealmClient lab = services.fhirServer("lab", LAB, Map.of("introspection.scopes", "system/Observation.rs"));
        RequestSpecification one = administratorOfTheService();
        Response saved = one.body(Mapper.of(
                        "choice", SETTING, Map.of("fhir.servers", LAB + "##" + "https://ehr.example.org/fhir")))
                .post(services.realm.adminUrl("/clients/" + services.service.id() + "/protocol-mappers/models"));
        assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(201);
        assertThat(one.get(services.realm.adminUrl("/clients/" + lab.id())).statusCode())
                .isEqualTo(403);
        assertThat(services.audience(SERVICE, Map.of())).contains(LAB, FHIR);
        assertThat(services.audience(SERVICE, Map.of("scope", "system/Patient.rs")))
                .as("LAB may be shown no patients")
                .containsExactly(FHIR, "fhir-server");
        assertThat(services.ask(SERVICE, Map.of("scope", "system/Patient.rs", "resource", LAB))
                        .<String>path("error"))
                .isEqualTo("invalid_target");
    }
}
