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

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.realm.Realm;

/**
 * A realm with an EHR ({@code ehr}), a FHIR server ({@code fhir-server}) and an app ({@code app}), made over the admin
 * REST API as an administrator would. Secrets are {@code <client_id>-secret}.
 */
final class ApiRealm extends Realm {

    static final String BASE = "https://ehr.example.org/fhir";
    static final String FHIR_SERVER = "fhir-server";
    static final String EHR = "ehr";
    static final String APP = "app";
    static final String ROLE = "launch-context-issuer";

    ApiRealm(Admin admin) {
        super(admin, Realm.create(admin).name);
        confidential(FHIR_SERVER, Map.of());
        fhirServer(FHIR_SERVER, BASE, Map.of());
        confidential(EHR, Map.of());
        giveRole(EHR, FHIR_SERVER);
        createClient(APP, Map.of("publicClient", true, "redirectUris", List.of(CALLBACK)));
    }

    /** A client with secret and service account. */
    void confidential(String clientId, Map<String, Object> settings) {
        Map<String, Object> client = new LinkedHashMap<>(Map.of(
                "secret", Caller.secret(clientId), "serviceAccountsEnabled", true, "standardFlowEnabled", false));
        client.putAll(settings);
        createClient(clientId, client);
    }

    /** Makes a client stand for a FHIR server, as the console does it. */
    void fhirServer(String clientId, String baseUrl, Map<String, String> settings) {
        Map<String, String> config = new HashMap<>(settings);
        config.put("base.url", baseUrl);
        client(clientId).addMapper("smart-fhir-server", config);
    }

    void launchUrls(String clientId, String urls) {
        client(clientId).addMapper("smart-app", Map.of("launch.url", urls));
    }

    Map<String, Object> role(String fhirServer) {
        return client(fhirServer).role(ROLE);
    }

    void giveRole(String clientId, String fhirServer) {
        client(clientId).give(client(fhirServer), ROLE);
    }

    void takeRole(String clientId, String fhirServer) {
        client(clientId).take(client(fhirServer), ROLE);
    }

    String api() {
        return url + "/smart/launch-context";
    }

    String firely() {
        return url + "/connect/launchContext";
    }

    /** JSON from the EHR. */
    Response json(Object body) {
        return json(Caller.basic(EHR), body);
    }

    Response json(RequestSpecification caller, Object body) {
        return caller.contentType(ContentType.JSON).body(body).post(api());
    }

    /** A form from the EHR. */
    Response form(String body) {
        return form(Caller.basic(EHR), body);
    }

    Response form(RequestSpecification caller, String body) {
        return caller.contentType("application/x-www-form-urlencoded")
                .body(body)
                .post(api());
    }

    /** An access token that a client gets for itself. */
    String token(String clientId) {
        return Client.confidential(this, clientId).ownToken();
    }
}
