/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.realm.Realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.it.scope.ScopeClient.invalidScope;
import static org.smartpack.keycloak.testkit.client.Jwt.claims;

/** What an admin can hang on an allowance, and how the pack leaves everything else alone. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllowanceIT {

    private ScopeClient first;
    private ScopeClient app;

    @BeforeAll
    void realm(Admin admin) {
        first = ScopeClient.create(admin, Map.of("organizationsEnabled", true));
    }

    @BeforeEach
    void client() {
        app = first.newClient(Map.of());
    }

    private Map<String, Object> role(String name) {
        app.realm().admin.post(app.realm().path("/roles"), Map.of("name", name));
        return app.realm()
                .admin
                .get("/" + app.realm().name + "/roles/" + name)
                .jsonPath()
                .getMap("");
    }

    private String aliceId() {
        return app.realm().user("alice").id();
    }

    @Test
    @DisplayName("a mapper on an allowance applies to what is granted under it, and only then")
    void mappers() {
        String scope = app.allow("system/Condition.rs", false);
        app.allow("system/Patient.rs", false);
        app.realm()
                .admin
                .post(
                        app.realm().path("/client-scopes/" + scope + "/protocol-mappers/models"),
                        Map.of(
                                "name", "marker",
                                "protocol", "openid-connect",
                                "protocolMapper", "oidc-hardcoded-claim-mapper",
                                "config",
                                        Map.of(
                                                "claim.name", "marker",
                                                "claim.value", "here",
                                                "jsonType.label", "String",
                                                "access.token.claim", "true",
                                                "introspection.token.claim", "true")));
        Response with = app.clientCredentials("system/Condition.r");
        assertThat(claims(with.path("access_token")).getString("marker")).isEqualTo("here");
        Response without = app.clientCredentials("system/Patient.r");
        assertThat(claims(without.path("access_token")).getString("marker")).isNull();
    }

    @Test
    @DisplayName("an allowance tied to a role is granted to who has the role; alone and without it: invalid_scope")
    void rolesOfAServiceAccount() {
        String scope = app.allow("system/Device.rs", false);
        app.allow("system/Patient.rs", false);
        Map<String, Object> role = role("device-reader");
        app.realm().admin.post(app.realm().path("/client-scopes/" + scope + "/scope-mappings/realm"), List.of(role));
        assertThat(invalidScope(app.clientCredentials("system/Device.r"))).contains("system/Device.r");
        assertThat(app.granted(app.clientCredentials("system/Device.r system/Patient.r")))
                .containsExactly("system/Patient.r");
        assertThat(app.granted(app.clientCredentials("system/*.r"))).containsExactly("system/Patient.r");

        String account = app.realm()
                .admin
                .get(app.client.path() + "/service-account-user")
                .path("id");
        app.realm().admin.post(app.realm().path("/users/" + account + "/role-mappings/realm"), List.of(role));
        assertThat(app.granted(app.clientCredentials("system/Device.r"))).containsExactly("system/Device.r");
        assertThat(app.granted(app.clientCredentials("system/*.r")))
                .containsExactlyInAnyOrder("system/Device.r", "system/Patient.r");
    }

    @Test
    @DisplayName("attack 15: a user without the role gets none of it, neither at first nor by a refresh")
    void rolesOfAUser() {
        String scope = app.allow("patient/Flag.rs", false);
        app.allow("patient/Patient.rs", true);
        Map<String, Object> role = role("flag-reader");
        app.realm().admin.post(app.realm().path("/client-scopes/" + scope + "/scope-mappings/realm"), List.of(role));

        Response without = app.password("alice", "openid patient/Flag.rs patient/Patient.r");
        assertThat(app.granted(without)).containsExactly("patient/Patient.r");
        assertThat(app.granted(app.refresh(without.path("refresh_token")))).containsExactly("patient/Patient.r");
        assertThat(invalidScope(app.password("alice", "openid patient/Flag.rs")))
                .startsWith("patient/Flag.rs ");
        Map<String, String> callback =
                new LoginPages(Realm.CALLBACK).visit(app.authorize("openid patient/Flag.rs"), "alice");
        assertThat(invalidScope(app.redeem(callback.get("code")))).startsWith("patient/Flag.rs ");

        app.realm().admin.post("/" + app.realm().name + "/users/" + aliceId() + "/role-mappings/realm", List.of(role));
        assertThat(app.granted(app.password("alice", "openid patient/Flag.rs patient/Patient.r")))
                .containsExactlyInAnyOrder("patient/Flag.rs", "patient/Patient.r");
    }

    @Test
    @DisplayName("SMART-SCOPE-6: two allowances together cover a request, and the mappers of both apply")
    void union() {
        app.allow("system/Media.r", false);
        app.allow("system/Media.s", false);
        assertThat(app.granted(app.clientCredentials("system/Media.rs"))).containsExactly("system/Media.rs");
    }

    @Test
    @DisplayName("SMART-SCOPE-60: default and optional assignment permit the same when SMART scopes are named")
    void assignments() {
        app.allow("system/Basic.rs", true);
        ScopeClient optional = app.newClient(Map.of());
        optional.allow("system/Basic.rs", false);
        for (ScopeClient client : List.of(app, optional)) {
            assertThat(client.granted(client.clientCredentials("system/Basic.r")))
                    .containsExactly("system/Basic.r");
        }
    }

    @Test
    @DisplayName("a realm that lists SMART scopes by hand gets its exact requests answered as before")
    void listedByHand() {
        List<String> listed = List.of(
                "patient/Patient.read", "patient/Observation.read", "user/Patient.write", "launch/patient", "launch");
        app.allowing(listed.toArray(String[]::new));
        Response response = app.password("alice", "openid " + String.join(" ", listed));
        assertThat(response.<String>path("scope").split(" "))
                .containsAll(listed)
                .contains("openid");
        invalidScope(app.password("alice", "openid patient/Condition.read"));
    }

    @Test
    @DisplayName("a scope of the realm's own that merely looks like SMART's is granted by name")
    void looksAlike() {
        app.allow("user/settings", false);
        Response response = app.password("alice", "openid user/settings");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        invalidScope(app.password("alice", "openid user/other"));
    }

    @Test
    @DisplayName("attack 17: an allowance whose name is malformed permits nothing by rule")
    void malformedAllowance() {
        for (String malformed : List.of("system/Patient.sr", "system/Nonsense.rs")) {
            app.realm().oldScope(malformed);
            app.allow(malformed, false);
        }
        invalidScope(app.clientCredentials("system/Patient.r"));
        invalidScope(app.clientCredentials("system/Patient.rs"));
        invalidScope(app.clientCredentials("system/Nonsense.r"));
    }

    @Test
    @DisplayName("keycloak#51437: organization scopes work beside SMART scopes")
    void organizations() {
        app.allow("patient/Patient.rs", false);
        app.realm()
                .admin
                .post(
                        app.realm().path("/organizations"),
                        Map.of("name", "Acme", "alias", "acme", "domains", List.of(Map.of("name", "acme.example"))));
        String organization =
                app.realm().admin.get(app.realm().path("/organizations")).path("[0].id");
        app.realm()
                .admin
                .request()
                .contentType("application/json")
                .body(aliceId())
                .post(first.realm().adminUrl("/organizations/" + organization + "/members"))
                .then()
                .statusCode(201);
        for (String scope : List.of("organization:acme", "organization:*", "organization")) {
            Response response = app.password("alice", "openid patient/Patient.r " + scope);
            assertThat(app.granted(response)).as(scope).containsExactly("patient/Patient.r");
            assertThat(claims(response.path("access_token")).getList("organization"))
                    .as(scope)
                    .isEqualTo(List.of("acme"));
        }
    }

    @Test
    @DisplayName("SMART-SCOPE-3: the executor smart-scopes lets an admin reject or drop malformed scopes")
    void policy() {
        app.allow("system/Patient.rs", false);
        app.allow("patient/Patient.rs", false);
        String both = "openid patient/Patient.sr patient/Patient.r";
        assertThat(app.granted(app.password("alice", both))).containsExactly("patient/Patient.r");
        invalidScope(app.clientCredentials("system/Patient.sr system/Patient.r"));

        setPolicy("reject");
        assertThat(invalidScope(app.password("alice", both))).startsWith("patient/Patient.sr ");

        setPolicy("drop");
        assertThat(app.granted(app.clientCredentials("system/Patient.sr system/Patient.r")))
                .containsExactly("system/Patient.r");
        assertThat(invalidScope(app.clientCredentials("system/Patient.sr"))).startsWith("system/Patient.sr ");
    }

    private void setPolicy(String setting) {
        app.realm()
                .admin
                .put(
                        app.realm().path("/client-policies/profiles"),
                        Map.of(
                                "profiles",
                                List.of(Map.of(
                                        "name",
                                        "smart",
                                        "executors",
                                        List.of(Map.of(
                                                "executor",
                                                "smart-scopes",
                                                "configuration",
                                                Map.of("unknown-scope", setting)))))));
        app.realm()
                .admin
                .put(
                        app.realm().path("/client-policies/policies"),
                        Map.of(
                                "policies",
                                List.of(Map.of(
                                        "name",
                                        "smart",
                                        "enabled",
                                        true,
                                        "conditions",
                                        List.of(Map.of("condition", "any-client", "configuration", Map.of())),
                                        "profiles",
                                        List.of("smart")))));
    }
}
