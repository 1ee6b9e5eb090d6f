/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.realm.RealmUser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may make the pack set the algorithms of an application. */
@ExtendWith(SharedServer.class)
class ApplicationSetupRightsIT {

    private Realm realm;
    private RealmClient client;

    @BeforeEach
    void realm(Admin admin) {
        realm = Realm.create(
                admin, Map.of("adminEventsEnabled", true, "clients", List.of(Applications.fhirService(Map.of()))));
        client = realm.createClient("planner", Applications.signing(ClientKey.rsa(), Map.of()));
    }

    private RequestSpecification administrator(String... roles) {
        RealmUser user = realm.createUser("helper");
        for (String role : roles) {
            user.give(realm.client("realm-management"), role);
        }
        Response tokens = Client.publicClient(realm, "admin-cli").password("helper");
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        return given().auth().oauth2(tokens.path("access_token")).contentType(ContentType.JSON);
    }

    private int addMapper(RequestSpecification administrator) {
        return administrator
                .body(Applications.mapper(Map.of()))
                .post(realm.adminUrl("/clients/" + client.id() + "/protocol-mappers/models"))
                .statusCode();
    }

    private void assertUntouched() {
        Applications.assertSet(client, null, null);
        assertThat(Applications.setEvents(realm)).isEmpty();
    }

    @Test
    @DisplayName(
            "KT-DOM-8, attack 38: a realm administrator who may not change the client is refused, and sets nothing")
    void mayNotChangeTheClient() {
        assertThat(addMapper(administrator("manage-realm", "view-clients"))).isEqualTo(403);
        assertUntouched();
    }

    @Test
    @DisplayName("KT-DOM-8, attack 38: so is an administrator of clients who can't manage the realm")
    void mayNotManageTheRealm() {
        RequestSpecification manager = administrator("manage-clients");
        assertThat(addMapper(manager)).isEqualTo(400);
        assertUntouched();
        Map<String, Object> whole = client.representation();
        whole.put("protocolMappers", List.of(Applications.mapper(Map.of())));
        assertThat(manager.body(whole)
                        .put(realm.adminUrl("/clients/" + client.id()))
                        .statusCode())
                .isEqualTo(400);
        assertUntouched();
    }

    @Test
    @DisplayName("KT-DOM-8: an administrator of realm and clients sets them, in the event's name")
    void mayBoth() {
        assertThat(addMapper(administrator("manage-realm", "manage-clients"))).isEqualTo(201);
        Applications.assertSet(client);
        assertThat(Applications.setEvents(realm)).singleElement().satisfies(event -> assertThat(
                        ((Map<?, ?>) event.get("authDetails")).get("userId"))
                .isEqualTo(realm.user("helper").id()));
    }
}
