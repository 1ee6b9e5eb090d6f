/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.audience;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A realm with one FHIR server, and a backend service as the console makes one: with Keycloak's default scopes. */
final class ServiceRealm {

    static final String FHIR = "https://ehr.example.org/fhir";
    static final String LAB = "https://lab.example.org/fhir";
    static final String SERVICE = "service";
    static final String SCOPE = "system/Observation.rs";

    final Realm realm;
    final RealmClient service;

    ServiceRealm(Admin admin) {
        realm = Realm.create(admin);
        fhirServer("fhir-server", FHIR, Map.of());
        service = service(SERVICE, Map.of());
    }

    /** One more FHIR server. */
    RealmClient fhirServer(String clientId, String baseUrl, Map<String, String> settings) {
        RealmClient client =
                realm.createClient(clientId, Map.of("secret", Caller.secret(clientId), "standardFlowEnabled", false));
        Map<String, String> config = new HashMap<>(settings);
        config.put("base.url", baseUrl);
        client.addMapper("FHIR server", "smart-fhir-server", config);
        return client;
    }

    /** One more backend service, which may read everything. */
    RealmClient service(String clientId, Map<String, Object> settings) {
        Map<String, Object> client = new HashMap<>(Map.of(
                "secret", Caller.secret(clientId), "standardFlowEnabled", false, "serviceAccountsEnabled", true));
        client.putAll(settings);
        RealmClient made = realm.createClient(clientId, client);
        String id = realm.admin.get(realm.path("/client-scopes")).path("find { it.name == 'system/*.rs' }.id");
        realm.admin.assign(realm.name, made.id(), id, false);
        return made;
    }

    Client as(String clientId) {
        return Client.confidential(realm, clientId);
    }

    Response ask(String clientId, Map<String, String> parameters) {
        Map<String, String> form = new HashMap<>(Map.of("grant_type", "client_credentials", "scope", SCOPE));
        form.putAll(parameters);
        return as(clientId).token(form);
    }

    /** The audience of a token that a backend service gets. */
    List<String> audience(String clientId, Map<String, String> parameters) {
        Response response = ask(clientId, parameters);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return audience(response.path("access_token"));
    }

    static List<String> audience(String token) {
        Object audience = Jwt.claims(token).get("aud");
        return audience == null
                ? List.of()
                : audience instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of(String.valueOf(audience));
    }

    /** What the pack's endpoint tells a FHIR server. */
    JsonPath describe(String asker, String token) {
        Response response = Caller.basic(asker).formParam("token", token).post(realm.url + "/smart/introspect");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }
}
