/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.setup;

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
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.realm.RealmUser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may make the pack create things in a realm. */
@ExtendWith(SharedServer.class)
class SetupRightsIT {

    private Realm realm;
    private RealmContent content;
    private RealmClient client;

    @BeforeEach
    void realm(Admin admin) {
        realm = Realm.create(admin, Map.of("adminPermissionsEnabled", true));
        content = new RealmContent(realm);
        client = realm.createClient(RealmContent.plainServer());
    }

    /** An administrator of the realm with these roles of {@code realm-management}, who logs in. */
    private RequestSpecification administrator(String username, List<String> roles) {
        RealmUser user = realm.createUser(username);
        roles.forEach(role -> user.give(realm.client("realm-management"), role));
        return as(username);
    }

    private RequestSpecification as(String username) {
        Response tokens = Client.publicClient(realm, "admin-cli").password(username);
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        return given().auth().oauth2(tokens.path("access_token")).contentType(ContentType.JSON);
    }

    /** Lets a user see and change one client. */
    private void permit(String username) {
        String server = realm.client("admin-permissions").path() + "/authz/resource-server";
        String policy = realm.admin
                .post(
                        server + "/policy/user",
                        Map.of(
                                "name",
                                username,
                                "users",
                                List.of(realm.user(username).id())))
                .path("id");
        realm.admin.post(
                server + "/permission/scope",
                Map.of(
                        "name",
                        username + " of one client",
                        "resourceType",
                        "Clients",
                        "resources",
                        List.of(client.id()),
                        "scopes",
                        List.of("view", "manage"),
                        "policies",
                        List.of(policy)));
    }

    private int save(RequestSpecification administrator) {
        return administrator
                .body(RealmContent.mapper(Map.of()))
                .post(realm.adminUrl("/clients/" + client.id() + "/protocol-mappers/models"))
                .statusCode();
    }

    @Test
    @DisplayName(
            "SETUP-5, attack 38: an administrator of clients who can't manage the realm is refused, creates nothing")
    void clientManager() {
        RequestSpecification manager = administrator("manager", List.of("manage-clients"));
        assertThat(save(manager)).isEqualTo(400);
        assertThat(as("manager")
                        .body(Map.of("protocolMappers", List.of(RealmContent.mapper(Map.of()))))
                        .put(realm.adminUrl("/clients/" + client.id()))
                        .statusCode())
                .isEqualTo(400);
        content.assertUntouched();
    }

    @Test
    @DisplayName("SETUP-5, attack 38: so is an administrator of one client")
    void managerOfOneClient() {
        administrator("one", List.of("query-clients"));
        permit("one");
        assertThat(save(as("one"))).isEqualTo(400);
        content.assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-client", "manage-clients"})
    @DisplayName("SETUP-5, attack 38: who may only create or manage clients is refused with a new client that has the"
            + " mapper; nothing is created")
    void newClient(String role) {
        Map<String, Object> server = new HashMap<>(RealmContent.fhirServer(Map.of()));
        server.put("clientId", "another");
        Response refused = administrator("creator", List.of(role)).body(server).post(realm.adminUrl("/clients"));
        assertThat(refused.statusCode()).as(refused.asString()).isIn(400, 403);
        content.assertUntouched();
    }

    @Test
    @DisplayName(
            "SETUP-5, attack 37: a realm administrator who sees one client sets the whole realm up, and duplicates nothing")
    void seesOneClient() {
        administrator("realm-manager", List.of("manage-realm", "query-clients"));
        permit("realm-manager");
        String launch = realm.admin.createScope(
                realm.name,
                "launch",
                Map.of(
                        "include.in.token.scope",
                        "true",
                        "display.on.consent.screen",
                        "true",
                        "consent.screen.text",
                        RealmContent.SCOPES.get("launch")));
        assertThat(as("realm-manager")
                        .get(realm.adminUrl("/clients"))
                        .jsonPath()
                        .getList("clientId"))
                .containsExactly(RealmContent.CLIENT);
        assertThat(save(as("realm-manager"))).isEqualTo(201);
        content.assertComplete();
        assertThat(content.scopes().get("launch")).containsEntry("id", launch);
    }
}
