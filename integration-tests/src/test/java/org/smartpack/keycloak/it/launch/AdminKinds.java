/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A realm with fine-grained admin permissions, and one administrator of every {@link Kind}, each a user of that realm.
 * Its rules must not depend on which of them is calling.
 */
final class AdminKinds {

    /** The administrators, by what they may do. */
    enum Kind {
        /** Sees no client. */
        QUERY_USERS("query-users"),
        /** Sees one client. */
        VIEW_ONE_CLIENT("query-clients"),
        /** Sees and changes one client. */
        MANAGE_ONE_CLIENT("query-clients"),
        /** Changes users, sees no client. */
        MANAGE_USERS("manage-users"),
        /** Sees and changes everything. */
        REALM_ADMIN("realm-admin");

        private final String role;

        Kind(String role) {
            this.role = role;
        }

        /** The administrator's name, which is the password too. */
        String username() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The realm, with a client {@code web-app} and a FHIR server {@code fhir-server} among others. */
    final SmartRealm realm;

    private AdminKinds(SmartRealm realm) {
        this.realm = realm;
    }

    /**
     * The shipped realm {@code smart} with the administrators.
     *
     * @param clientId the one client that {@link Kind#VIEW_ONE_CLIENT} and {@link Kind#MANAGE_ONE_CLIENT} see
     */
    static AdminKinds create(Admin admin, String clientId) {
        return in(SmartRealm.create(admin), clientId);
    }

    /** Adds the administrators to a realm; that they see {@code clientId} is as in {@link #create}. */
    static AdminKinds in(SmartRealm realm, String clientId) {
        realm.change(Map.of("adminPermissionsEnabled", true));
        AdminKinds kinds = new AdminKinds(realm);
        for (Kind kind : Kind.values()) {
            realm.createUser(kind.username()).give(realm.client("realm-management"), kind.role);
        }
        kinds.permit(Kind.VIEW_ONE_CLIENT, clientId, List.of("view"));
        kinds.permit(Kind.MANAGE_ONE_CLIENT, clientId, List.of("view", "manage"));
        return kinds;
    }

    /** Logs in with a password at {@code admin-cli} of the realm itself, and answers the access token. */
    String logIn(Kind kind) {
        Response tokens = Client.publicClient(realm, "admin-cli").password(kind.username());
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        return tokens.path("access_token");
    }

    /** A request by an administrator, who logs in for it, to an address that {@link SmartRealm#adminUrl} makes. */
    RequestSpecification as(Kind kind) {
        return given().auth().oauth2(logIn(kind));
    }

    /** The {@code clientId} of all clients in the list that an administrator is shown. */
    List<String> clientsSeenBy(Kind kind) {
        Response clients = as(kind).get(realm.adminUrl("/clients"));
        assertThat(clients.statusCode()).as(clients.asString()).isEqualTo(200);
        return clients.jsonPath().getList("clientId");
    }

    private void permit(Kind kind, String clientId, List<String> scopes) {
        String authorization = realm.client("admin-permissions").path() + "/authz/resource-server";
        String policy = realm.admin
                .post(
                        authorization + "/policy/user",
                        Map.of(
                                "name",
                                kind.username(),
                                "users",
                                List.of(realm.user(kind.username()).id())))
                .path("id");
        realm.admin.post(
                authorization + "/permission/scope",
                Map.of(
                        "name",
                        kind.username() + " of " + clientId,
                        "resourceType",
                        "Clients",
                        "resources",
                        List.of(realm.client(clientId).id()),
                        "scopes",
                        scopes,
                        "policies",
                        List.of(policy)));
    }
}
