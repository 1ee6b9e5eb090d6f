/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.testkit.Admin;

/** Keycloak remembers what a user agreed to; tests begin with users who never did. */
final class RememberedConsent {

    private RememberedConsent() {}

    static void forget(Demo demo) {
        Admin admin = new Admin(demo.keycloakUrl());
        List<String> users = admin.get("/smart/users").jsonPath().getList("id");
        for (String user : users) {
            List<Map<String, Object>> consents =
                    admin.get("/smart/users/" + user + "/consents").jsonPath().getList("");
            consents.forEach(consent -> admin.delete("/smart/users/" + user + "/consents/" + consent.get("clientId")));
        }
    }
}
