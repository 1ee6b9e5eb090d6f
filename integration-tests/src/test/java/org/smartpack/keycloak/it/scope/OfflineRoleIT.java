/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.testkit.client.Jwt.claims;
import static org.smartpack.keycloak.testkit.realm.Realm.CALLBACK;

/** Who may have offline access is Keycloak's decision: it goes by the role {@code offline_access}. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfflineRoleIT {

    private static final String SCOPE = "openid offline_access patient/Patient.r";

    private ScopeClient app;

    @BeforeAll
    void realm(Admin admin) {
        app = ScopeClient.create(admin).allowing("patient/*.rs");
    }

    private Response code(String user) {
        Map<String, String> callback = new LoginPages(CALLBACK).visit(app.authorize(SCOPE), user);
        assertThat(callback).as("the callback").containsKey("code");
        return app.redeem(callback.get("code"));
    }

    @Test
    @DisplayName("SMART-SCOPE-47: a user with the role gets an offline token")
    void withRole() {
        Response response = code("alice");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(claims(response.path("refresh_token")).getString("typ")).isEqualTo("Offline");
    }

    @Test
    @DisplayName("SMART-SCOPE-47: a user without the role gets an error, and no token of another kind")
    void withoutRole() {
        String id = app.realm().createUser("olga").id();
        String roles = app.realm().adminUrl("/users/" + id + "/role-mappings/realm");
        Response removed = app.realm()
                .admin
                .request()
                .contentType(ContentType.JSON)
                .body(app.realm().admin.request().get(roles).asString())
                .delete(roles);
        assertThat(removed.statusCode()).isEqualTo(204);

        Response response = code("olga");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("not_allowed");
        assertThat(response.<String>path("error_description"))
                .isEqualTo("Offline tokens not allowed for the user or client");
        assertThat(response.<String>path("access_token")).isNull();
    }
}
