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
        forget(demo, "smart");
    }

    static void forget(Demo demo, String realm) {
        Admin admin = new Admin(demo.keycloakUrl());
        String users = "/" + realm + "/users";
        admin.get(users).jsonPath().<String>getList("id").forEach(user -> {
            String consents = users + "/" + user + "/consents";
            List<Map<String, Object>> given = admin.get(consents).jsonPath().getList("");
            given.forEach(consent -> admin.delete(consents + "/" + consent.get("clientId")));
        });
    }
}
