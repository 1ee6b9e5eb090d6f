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

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A realm with fine-grained admin permissions, and one administrator of every {@link Kind}, each a user of that realm. Its
 * rules must not depend on which of them is calling.
 */
public final class AdminKinds {

    /** The administrators, by what they may do. */
    public enum Kind {
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
        public String username() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The realm, with a client {@code web-app} and a FHIR server {@code fhir-server} among others. */
    public final LaunchRealm realm;

    private AdminKinds(LaunchRealm realm) {
        this.realm = realm;
    }

    /**
     * The shipped realm {@code smart} with the administrators.
     *
     * @param clientId the one client that {@link Kind#VIEW_ONE_CLIENT} and {@link Kind#MANAGE_ONE_CLIENT} see
     */
    public static AdminKinds create(KeycloakServer server, Admin admin, String clientId) {
        return in(LaunchRealm.create(server, admin), clientId);
    }

    /** Adds the administrators to a realm; that they see {@code clientId} is as in {@link #create}. */
    public static AdminKinds in(LaunchRealm realm, String clientId) {
        realm.admin.put("/" + realm.name, Map.of("adminPermissionsEnabled", true));
        AdminKinds kinds = new AdminKinds(realm);
        for (Kind kind : Kind.values()) {
            kinds.add(kind);
        }
        kinds.permit(Kind.VIEW_ONE_CLIENT, clientId, List.of("view"));
        kinds.permit(Kind.MANAGE_ONE_CLIENT, clientId, List.of("view", "manage"));
        return kinds;
    }

    /** Logs in with a password at {@code admin-cli} of the realm itself, and answers the access token. */
    public String logIn(Kind kind) {
        Response tokens = given().formParam("grant_type", "password")
                .formParam("client_id", "admin-cli")
                .formParam("username", kind.username())
                .formParam("password", kind.username())
                .post(realm.endpoint("token"));
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        return tokens.path("access_token");
    }

    /** A request by an administrator, who logs in for it, to an address that {@link #path} makes. */
    public RequestSpecification as(Kind kind) {
        return given().auth().oauth2(logIn(kind));
    }

    /**
     * An address of the realm's admin API.
     *
     * @param path what follows the realm's name, such as {@code /clients}
     */
    public String path(String path) {
        return realm.url.replace("/realms/", "/admin/realms/") + path;
    }

    /** The {@code clientId} of all clients in the list that an administrator is shown. */
    public List<String> clientsSeenBy(Kind kind) {
        Response clients = as(kind).get(path("/clients"));
        assertThat(clients.statusCode()).as(clients.asString()).isEqualTo(200);
        return clients.jsonPath().getList("clientId");
    }

    private void add(Kind kind) {
        realm.admin.post(
                "/" + realm.name + "/users",
                Map.of(
                        "username",
                        kind.username(),
                        "enabled",
                        true,
                        "email",
                        kind.username() + "@example.org",
                        "emailVerified",
                        true,
                        "firstName",
                        "Some",
                        "lastName",
                        "Administrator",
                        "credentials",
                        List.of(Map.of("type", "password", "value", kind.username(), "temporary", false))));
        String management = realm.clientUuid("realm-management");
        Map<String, Object> role = realm.admin
                .get("/" + realm.name + "/clients/" + management + "/roles/" + kind.role)
                .jsonPath()
                .getMap("");
        realm.admin.post(
                "/" + realm.name + "/users/" + realm.userId(kind.username()) + "/role-mappings/clients/" + management,
                List.of(role));
    }

    private void permit(Kind kind, String clientId, List<String> scopes) {
        String authorization =
                "/" + realm.name + "/clients/" + realm.clientUuid("admin-permissions") + "/authz/resource-server";
        String policy = realm.admin
                .post(
                        authorization + "/policy/user",
                        Map.of("name", kind.username(), "users", List.of(realm.userId(kind.username()))))
                .path("id");
        realm.admin.post(
                authorization + "/permission/scope",
                Map.of(
                        "name",
                        kind.username() + " of " + clientId,
                        "resourceType",
                        "Clients",
                        "resources",
                        List.of(realm.clientUuid(clientId)),
                        "scopes",
                        scopes,
                        "policies",
                        List.of(policy)));
    }
}
