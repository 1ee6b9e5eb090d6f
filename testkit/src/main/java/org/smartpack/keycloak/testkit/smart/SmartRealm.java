/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.smart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.realm.Realm;

import static org.assertj.core.api.Assertions.assertThat;

/** The realm {@code smart} that the pack ships: its EHR, its FHIR server and its apps. */
public class SmartRealm extends Realm {

    /** The base URL of its FHIR server. */
    public static final String FHIR = "http://127.0.0.1:8090/fhir";

    private static final String PUBLIC_APP = "growth-chart";

    /** A realm that is there, which may have another name. */
    public SmartRealm(Admin admin, String name) {
        super(admin, name);
    }

    private SmartRealm(Admin admin, String name, String url) {
        super(admin, name, url);
    }

    /** Imports the realm export, under a name of its own. */
    public static SmartRealm create(Admin admin) {
        return create(admin, Map.of());
    }

    /** Imports the realm export, under a name of its own and with other realm settings. */
    public static SmartRealm create(Admin admin, Map<String, Object> settings) {
        return new SmartRealm(admin, imported(admin, settings));
    }

    /** Imports the realm export, under a name of its own and with other realm settings; answers the name. */
    protected static String imported(Admin admin, Map<String, Object> settings) {
        Map<String, Object> export = Installation.realm("smart");
        // Tests log in by password more often than people do, which that protection takes for an attack.
        export.put("bruteForceProtected", false);
        // Nobody listens where its FHIR server is, so that nobody could choose a patient: see PatientStep.
        export.remove("requiredActions");
        export.putAll(settings);
        return admin.createRealm(export);
    }

    @Override
    public SmartRealm at(KeycloakServer node) {
        return new SmartRealm(admin, name, node.realmUrl(name));
    }

    /** One of its apps, which has a secret unless it is {@code growth-chart}. */
    public App app(String clientId) {
        return new App(
                this,
                clientId,
                clientId.equals(PUBLIC_APP) ? () -> Caller.named(clientId) : () -> Caller.basic(clientId));
    }

    /** A client like {@code web-app}, with settings of its own; their names are those of Keycloak's representation. */
    public App newApp(Map<String, Object> settings) {
        String clientId = "app-" + UUID.randomUUID();
        Map<String, Object> client = new LinkedHashMap<>(Map.of(
                "clientId",
                clientId,
                "secret",
                Caller.secret(clientId),
                "redirectUris",
                List.of(CALLBACK),
                "fullScopeAllowed",
                false,
                "defaultClientScopes",
                List.of("basic"),
                "optionalClientScopes",
                List.of(
                        "launch",
                        "launch/patient",
                        "launch/encounter",
                        "fhirUser",
                        "profile",
                        "offline_access",
                        "online_access",
                        "patient/*.cruds",
                        "user/*.cruds")));
        client.putAll(settings);
        createClient(client);
        return app(clientId);
    }

    /** Writes a user's {@code fhirUser}; {@code null} takes it away. */
    public void fhirUser(String username, String fhirUser) {
        user(username).onlyAttribute("fhirUser", fhirUser);
    }

    /** The EHR registers a launch context; answers the launch value. */
    public String register(Map<String, Object> context) {
        Response response = registerAs("ehr", context);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.path("launch");
    }

    /** A client with a secret registers a launch context. */
    public Response registerAs(String clientId, Map<String, Object> context) {
        return Caller.basic(clientId)
                .contentType(ContentType.JSON)
                .body(context)
                .post(url + "/smart/launch-context");
    }

    /** What Keycloak's own introspection tells the FHIR server of a token. */
    public JsonPath introspect(String token) {
        return introspectAs("fhir-server", token);
    }

    /** What Keycloak's own introspection tells a client with a secret of a token. */
    public JsonPath introspectAs(String clientId, String token) {
        return Client.confidential(this, clientId).introspect(token);
    }

    /** Whether the FHIR server is told that a token is active. */
    public boolean isActive(String token) {
        return introspect(token).getBoolean("active");
    }
}
