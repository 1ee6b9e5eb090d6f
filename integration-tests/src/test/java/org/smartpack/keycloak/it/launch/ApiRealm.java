/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A realm with an EHR ({@code ehr}), a FHIR server ({@code fhir-server}) and an app ({@code app}), made over the admin REST
 * API as an administrator would. Secrets are {@code <client_id>-secret}.
 */
final class ApiRealm {

    static final String BASE = "https://ehr.example.org/fhir";
    static final String FHIR_SERVER = "fhir-server";
    static final String EHR = "ehr";
    static final String APP = "app";
    static final String ROLE = "launch-context-issuer";

    final Admin admin;
    final String name;
    final String url;
    private final Map<String, String> ids = new HashMap<>();

    ApiRealm(KeycloakServer server, Admin admin) {
        this.admin = admin;
        this.name = admin.createRealm(Map.of("eventsEnabled", true));
        this.url = server.realmUrl(name);
        confidential(FHIR_SERVER, Map.of());
        fhirServer(FHIR_SERVER, BASE, Map.of());
        confidential(EHR, Map.of());
        giveRole(EHR, FHIR_SERVER);
        client(APP, Map.of("publicClient", true, "redirectUris", List.of("http://127.0.0.1:9999/callback")));
    }

    /** A client; answers its internal id. */
    String client(String clientId, Map<String, Object> settings) {
        Map<String, Object> client = new LinkedHashMap<>(Map.of("clientId", clientId));
        client.putAll(settings);
        String id = admin.createClient(name, client);
        ids.put(clientId, id);
        return id;
    }

    /** A client with secret and service account. */
    String confidential(String clientId, Map<String, Object> settings) {
        Map<String, Object> client = new LinkedHashMap<>(
                Map.of("secret", clientId + "-secret", "serviceAccountsEnabled", true, "standardFlowEnabled", false));
        client.putAll(settings);
        return client(clientId, client);
    }

    /** Makes a client stand for a FHIR server, as the console does it. */
    void fhirServer(String clientId, String baseUrl, Map<String, String> settings) {
        Map<String, String> config = new HashMap<>(settings);
        config.put("base.url", baseUrl);
        mapper(clientId, "smart-fhir-server", config);
    }

    void launchUrls(String clientId, String urls) {
        mapper(clientId, "smart-app", Map.of("launch.url", urls));
    }

    void mapper(String clientId, String type, Map<String, String> config) {
        admin.post(
                path(clientId) + "/protocol-mappers/models",
                Map.of("name", type, "protocol", "openid-connect", "protocolMapper", type, "config", config));
    }

    String path(String clientId) {
        return "/" + name + "/clients/" + ids.get(clientId);
    }

    /** The user that is the client's service account. */
    String serviceAccount(String clientId) {
        return admin.get(path(clientId) + "/service-account-user").jsonPath().getString("id");
    }

    Map<String, Object> role(String fhirServer) {
        return admin.get(path(fhirServer) + "/roles/" + ROLE).jsonPath().getMap("");
    }

    private String roleMappings(String clientId, String fhirServer) {
        return "/" + name + "/users/" + serviceAccount(clientId) + "/role-mappings/clients/" + ids.get(fhirServer);
    }

    void giveRole(String clientId, String fhirServer) {
        admin.post(roleMappings(clientId, fhirServer), List.of(role(fhirServer)));
    }

    void takeRole(String clientId, String fhirServer) {
        admin.request()
                .contentType(ContentType.JSON)
                .body(List.of(role(fhirServer)))
                .delete(url.replace("/realms/", "/admin/realms/")
                        + roleMappings(clientId, fhirServer).substring(name.length() + 1))
                .then()
                .statusCode(204);
    }

    /** Changes members of a client's representation. */
    void change(String clientId, Map<String, Object> changed) {
        Map<String, Object> client =
                new LinkedHashMap<>(admin.get(path(clientId)).jsonPath().getMap(""));
        client.putAll(changed);
        admin.put(path(clientId), client);
    }

    String api() {
        return url + "/smart/launch-context";
    }

    String firely() {
        return url + "/connect/launchContext";
    }

    String tokenUrl() {
        return url + "/protocol/openid-connect/token";
    }

    static RequestSpecification as(String clientId) {
        return given().auth().preemptive().basic(clientId, clientId + "-secret");
    }

    /** JSON from the EHR. */
    Response json(Object body) {
        return json(as(EHR), body);
    }

    Response json(RequestSpecification caller, Object body) {
        return caller.contentType(ContentType.JSON).body(body).post(api());
    }

    /** A form from the EHR. */
    Response form(String body) {
        return form(as(EHR), body);
    }

    Response form(RequestSpecification caller, String body) {
        return caller.contentType("application/x-www-form-urlencoded")
                .body(body)
                .post(api());
    }

    /** An access token that a client gets for itself. */
    String token(String clientId) {
        Response response =
                as(clientId).formParam("grant_type", "client_credentials").post(tokenUrl());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath().getString("access_token");
    }

    static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    /** The newest event of that type. */
    Map<String, Object> newest(String type) {
        return admin.events(name, type).get(0);
    }
}
