/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.install;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.Admin;

import static io.restassured.RestAssured.given;

/**
 * A backend service with a secret in a realm of its own, which has one user.
 *
 * @param tokenUrl where it asks for tokens
 */
record BackendClient(String tokenUrl) {

    private static final String ID = "backend";
    private static final String USER = "alice";

    /** A client that has one optional client scope. */
    static BackendClient create(Admin admin, String allowance) {
        String realm = admin.createRealm(Map.of());
        String client = admin.createClient(
                realm,
                Map.of(
                        "clientId",
                        ID,
                        "secret",
                        ID + "-secret",
                        "serviceAccountsEnabled",
                        true,
                        "directAccessGrantsEnabled",
                        true,
                        "standardFlowEnabled",
                        false));
        admin.post(
                "/" + realm + "/users",
                Map.of(
                        "username",
                        USER,
                        "enabled",
                        true,
                        "email",
                        USER + "@example.org",
                        "emailVerified",
                        true,
                        "firstName",
                        USER,
                        "lastName",
                        USER,
                        "credentials",
                        List.of(Map.of("type", "password", "value", USER, "temporary", false))));
        String scope = admin.createScope(realm, allowance, Map.of("include.in.token.scope", "true"));
        admin.assign(realm, client, scope, false);
        return new BackendClient(admin.realmUrl(realm) + "/protocol/openid-connect/token");
    }

    /** Asks for a token with client credentials. */
    Response request(String scope) {
        return token(Map.of("grant_type", "client_credentials", "scope", scope));
    }

    /** Asks for a token in the name of the realm's user. */
    Response password(String scope) {
        return token(Map.of("grant_type", "password", "username", USER, "password", USER, "scope", scope));
    }

    Response refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    private Response token(Map<String, String> form) {
        return given().auth()
                .preemptive()
                .basic(ID, ID + "-secret")
                .formParams(form)
                .post(tokenUrl);
    }
}
