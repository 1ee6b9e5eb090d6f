/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

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
import org.smartpack.keycloak.testkit.LoginPages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The realm {@code smart} that the pack ships, under a name of its own. */
public final class LaunchRealm {

    public static final String FHIR = "http://127.0.0.1:8090/fhir";
    public static final String CALLBACK = "http://127.0.0.1:9999/callback";

    public final Admin admin;
    public final String name;
    public final String url;

    private LaunchRealm(Admin admin, String name, String url) {
        this.admin = admin;
        this.name = name;
        this.url = url;
    }

    /** Imports the realm export. */
    public static LaunchRealm create(KeycloakServer server, Admin admin) {
        return create(server, admin, Map.of());
    }

    /** Imports the realm export, with other realm settings. */
    public static LaunchRealm create(KeycloakServer server, Admin admin, Map<String, Object> settings) {
        Map<String, Object> export = Installation.realm("smart");
        // Tests log in by password more often than people do, which that protection takes for an attack.
        export.put("bruteForceProtected", false);
        export.putAll(settings);
        String name = admin.createRealm(export);
        return new LaunchRealm(admin, name, server.realmUrl(name));
    }

    /** The same realm, seen through another node of the cluster. */
    LaunchRealm at(KeycloakServer node) {
        return new LaunchRealm(admin, name, node.realmUrl(name));
    }

    public String endpoint(String path) {
        return url + "/protocol/openid-connect/" + path;
    }

    /** A visitor's browser, with no session yet. */
    public LoginPages browser() {
        return new LoginPages(CALLBACK);
    }

    /** One of the export's apps: {@code growth-chart} or {@code web-app}. */
    public App app(String clientId) {
        return new App(this, clientId, clientId.equals("growth-chart") ? null : clientId + "-secret");
    }

    /** A client like {@code web-app}, with settings of its own; their names are those of Keycloak's representation. */
    public App newApp(Map<String, Object> settings) {
        String clientId = "app-" + UUID.randomUUID();
        Map<String, Object> client = new LinkedHashMap<>(Map.of(
                "clientId",
                clientId,
                "secret",
                clientId + "-secret",
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
        admin.createClient(name, client);
        return new App(this, clientId, clientId + "-secret");
    }

    /** The internal id of a client. */
    public String clientUuid(String clientId) {
        return admin.get("/" + name + "/clients?clientId=" + clientId).path("[0].id");
    }

    /** The internal id of a user. */
    public String userId(String username) {
        return admin.get("/" + name + "/users?exact=true&username=" + username).path("[0].id");
    }

    /** Writes a user's {@code fhirUser}; {@code null} takes it away. */
    public void fhirUser(String username, String fhirUser) {
        String path = "/" + name + "/users/" + userId(username);
        Map<String, Object> user =
                new LinkedHashMap<>(admin.get(path).jsonPath().getMap(""));
        user.put("attributes", fhirUser == null ? Map.of() : Map.of("fhirUser", List.of(fhirUser)));
        admin.put(path, user);
    }

    /** The EHR registers a launch context; answers the launch value. */
    public String register(Map<String, Object> context) {
        Response response = registerAs("ehr", context);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.path("launch");
    }

    public Response registerAs(String clientId, Map<String, Object> context) {
        return given().auth()
                .preemptive()
                .basic(clientId, clientId + "-secret")
                .contentType(ContentType.JSON)
                .body(context)
                .post(url + "/smart/launch-context");
    }

    /** Keycloak's own introspection, asked by the FHIR server. */
    public JsonPath introspect(String token) {
        return introspectAs("fhir-server", token);
    }

    public JsonPath introspectAs(String clientId, String token) {
        Response response = given().auth()
                .preemptive()
                .basic(clientId, clientId + "-secret")
                .formParam("token", token)
                .post(endpoint("token/introspect"));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    public boolean isActive(String token) {
        return introspect(token).getBoolean("active");
    }
}
