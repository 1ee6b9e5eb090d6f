/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The names of permissions are patterns: nobody is ever granted one as it stands. */
@ExtendWith(SharedServer.class)
class PermissionNamesIT {

    private static final String PATTERN = "system/Task.cruds?resource-origin={own}";

    private KeycloakServer server;
    private Admin admin;

    @BeforeEach
    void server(KeycloakServer server, Admin admin) {
        this.server = server;
        this.admin = admin;
    }

    private static Map<String, Object> client(String clientId) {
        return Map.of(
                "clientId",
                clientId,
                "secret",
                "secret",
                "serviceAccountsEnabled",
                true,
                "directAccessGrantsEnabled",
                true);
    }

    private static Response token(String realmUrl, String clientId, Map<String, String> form) {
        return given().auth()
                .preemptive()
                .basic(clientId, "secret")
                .formParams(form)
                .post(realmUrl + "/protocol/openid-connect/token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PATTERN,
                "system/Task.rs?resource-origin={granted}",
                "system/*.rs?resource-origin=%7Bown%7D",
                "system/Task.sr?resource-origin={own}",
                "patient/Task.rs?resource-origin={own}"
            })
    @DisplayName("KT-SCP-3 in a realm that is no domain such a scope is granted to nobody, by default or by request")
    void otherRealm(String name) {
        String realm = admin.createRealm(Map.of());
        String url = server.realmUrl(realm);
        String clientId = "client-" + UUID.randomUUID();
        String client = admin.createClient(realm, client(clientId));
        String scope = admin.createScope(realm, name, Map.of("include.in.token.scope", "true"));
        for (boolean asDefault : new boolean[] {true, false}) {
            admin.assign(realm, client, scope, asDefault);
            Response without = token(url, clientId, Map.of("grant_type", "client_credentials"));
            assertThat(without.statusCode()).as(without.asString()).isEqualTo(200);
            assertThat(without.<String>path("scope")).doesNotContain("resource-origin");
            for (String asked : List.of(name, name.replace("{own}", "Device/" + clientId))) {
                Response byName = token(url, clientId, Map.of("grant_type", "client_credentials", "scope", asked));
                assertThat(byName.statusCode()).as(asked).isEqualTo(400);
                assertThat(byName.<String>path("error")).isEqualTo("invalid_scope");
            }
            admin.unassign(realm, client, scope, asDefault);
        }
        admin.createScope(realm, "system/Task.cruds", Map.of());
        assertThat(given().get(url + "/.well-known/smart-configuration")
                        .jsonPath()
                        .<String>getList("scopes_supported"))
                .contains("system/Task.cruds")
                .noneMatch(listed -> listed.contains("resource-origin"));
        assertThat(given().get(url + "/.well-known/openid-configuration")
                        .jsonPath()
                        .<String>getList("scopes_supported"))
                .noneMatch(listed -> listed.contains("{own}"));
    }

    @Test
    @DisplayName("KT-SCP-3 attack 15: a wide allowance doesn't cover a request for a pattern either")
    void underAWildcard() {
        String realm = admin.createRealm(Map.of());
        String client = admin.createClient(realm, client("bulk"));
        admin.assign(realm, client, admin.createScope(realm, "system/*.cruds", Map.of()), false);
        Response literal =
                token(server.realmUrl(realm), "bulk", Map.of("grant_type", "client_credentials", "scope", PATTERN));
        assertThat(literal.statusCode()).isEqualTo(400);
        assertThat(literal.<String>path("error_description")).contains("placeholder");
        Response device = token(
                server.realmUrl(realm),
                "bulk",
                Map.of("grant_type", "client_credentials", "scope", PATTERN.replace("{own}", "Device/x")));
        assertThat(device.<String>path("scope")).contains(PATTERN.replace("{own}", "Device/x"));
    }

    @Test
    @DisplayName("KT-DOM-3 a client of the domain that is no application has SMART's allowances and no patterns")
    void noApplication() {
        ScopeDomain domain = ScopeDomain.create(server);
        String client = admin.createClient(domain.name, client("reporting"));
        assertThat(admin.get("/" + domain.name + "/clients/" + client + "/default-client-scopes")
                        .jsonPath()
                        .<String>getList("name"))
                .as("the realm's default scopes")
                .contains("system/Task.cruds?resource-origin={own}", "system/ActivityDefinition.rs");
        Map<String, String> request = Map.of("grant_type", "client_credentials");
        assertThat(token(domain.url, "reporting", request).<String>path("scope"))
                .as("without the role")
                .doesNotContain("system/");
        domain.give("reporting", "portal");
        assertThat(token(domain.url, "reporting", request).<String>path("scope").split(" "))
                .filteredOn(scope -> scope.startsWith("system/"))
                .containsExactly("system/ActivityDefinition.rs");
    }

    @Test
    @DisplayName("KT-DOM-4 attack 16: users get no system scopes, whatever role they have and whatever app it is")
    void users() {
        ScopeDomain domain = ScopeDomain.create(server);
        String application = admin.createClient(domain.name, client("desk"));
        domain.addMapper(application, "Koppeltaal application", "smart-koppeltaal-app", Map.of());
        domain.give("desk", "portal");
        String user = admin.get("/" + domain.name + "/users?exact=true&username=practitioner-1")
                .path("[0].id");
        admin.post("/" + domain.name + "/users/" + user + "/role-mappings/realm", List.of(domain.realmRole("portal")));
        for (String scope : List.of("", "system/*.cruds openid", "openid", PATTERN + " openid")) {
            Response response = token(
                    domain.url,
                    "desk",
                    Map.of(
                            "grant_type",
                            "password",
                            "username",
                            "practitioner-1",
                            "password",
                            "practitioner-1",
                            "scope",
                            scope));
            if (response.statusCode() == 200) {
                assertThat(response.<String>path("scope")).as(scope).doesNotContain("system/");
                assertThat(ScopeDomain.claims(response.path("access_token")).<Object>get("type"))
                        .as("not the application's own token")
                        .isNull();
            } else {
                assertThat(response.<String>path("error")).as(scope).isEqualTo("invalid_scope");
            }
        }
        assertThat(token(domain.url, "desk", Map.of("grant_type", "client_credentials"))
                        .<String>path("scope"))
                .isEqualTo(RoleScopesIT.PORTAL.replace("portal", "desk"));
    }
}
