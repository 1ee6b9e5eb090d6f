/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.install;

import java.util.Map;

import io.restassured.response.Response;

import org.smartpack.keycloak.it.framework.Admin;

import static io.restassured.RestAssured.given;

/**
 * A backend service with a secret in a realm of its own.
 *
 * @param tokenUrl where it asks for tokens
 */
record BackendClient(String tokenUrl) {

    private static final String ID = "backend";

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
                        "standardFlowEnabled",
                        false));
        String scope = admin.createScope(realm, allowance, Map.of("include.in.token.scope", "true"));
        admin.assign(realm, client, scope, false);
        return new BackendClient(admin.realmUrl(realm) + "/protocol/openid-connect/token");
    }

    /** Asks for a token with client credentials. */
    Response request(String scope) {
        return given().auth()
                .preemptive()
                .basic(ID, ID + "-secret")
                .formParam("grant_type", "client_credentials")
                .formParam("scope", scope)
                .post(tokenUrl);
    }
}
