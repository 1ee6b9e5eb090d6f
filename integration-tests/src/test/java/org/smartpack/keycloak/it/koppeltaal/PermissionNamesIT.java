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

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The names of permissions are patterns: nobody is ever granted one as it stands. */
@ExtendWith(SharedServer.class)
class PermissionNamesIT {

    private static final String PATTERN = "system/Task.cruds?resource-origin={own}";

    private Admin admin;

    @BeforeEach
    void admin(Admin admin) {
        this.admin = admin;
    }

    private static RealmClient create(Realm realm, String clientId) {
        return realm.createClient(
                clientId,
                Map.of(
                        "secret",
                        Caller.secret(clientId),
                        "serviceAccountsEnabled",
                        true,
                        "directAccessGrantsEnabled",
                        true));
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
        Realm realm = Realm.create(admin);
        RealmClient client = create(realm, "client-" + UUID.randomUUID());
        Client asking = Client.confidential(realm, client.clientId());
        String scope = admin.createOldScope(realm.name, name, Map.of("include.in.token.scope", "true"));
        for (boolean asDefault : new boolean[] {true, false}) {
            admin.assign(realm.name, client.id(), scope, asDefault);
            Response without = asking.clientCredentials();
            assertThat(without.statusCode()).as(without.asString()).isEqualTo(200);
            assertThat(without.<String>path("scope")).doesNotContain("resource-origin");
            for (String asked : List.of(name, name.replace("{own}", "Device/" + client.clientId()))) {
                Response byName = asking.clientCredentials(asked);
                assertThat(byName.statusCode()).as(asked).isEqualTo(400);
                assertThat(byName.<String>path("error")).isEqualTo("invalid_scope");
            }
            admin.unassign(realm.name, client.id(), scope, asDefault);
        }
        admin.createScope(realm.name, "system/Task.cruds", Map.of());
        assertThat(given().get(realm.url + "/.well-known/smart-configuration")
                        .jsonPath()
                        .<String>getList("scopes_supported"))
                .contains("system/Task.cruds")
                .noneMatch(listed -> listed.contains("resource-origin"));
        assertThat(given().get(realm.url + "/.well-known/openid-configuration")
                        .jsonPath()
                        .<String>getList("scopes_supported"))
                .noneMatch(listed -> listed.contains("{own}"));
    }

    @Test
    @DisplayName("KT-SCP-3 attack 15: a wide allowance doesn't cover a request for a pattern either")
    void underAWildcard() {
        Realm realm = Realm.create(admin);
        create(realm, "bulk").allow("system/*.cruds", false);
        Client bulk = Client.confidential(realm, "bulk");
        Response literal = bulk.clientCredentials(PATTERN);
        assertThat(literal.statusCode()).isEqualTo(400);
        assertThat(literal.<String>path("error_description")).contains("placeholder");
        Response device = bulk.clientCredentials(PATTERN.replace("{own}", "Device/x"));
        assertThat(device.<String>path("scope")).contains(PATTERN.replace("{own}", "Device/x"));
    }

    @Test
    @DisplayName("KT-DOM-3 a client of the domain that is no application has SMART's allowances and no patterns")
    void noApplication() {
        Domain domain = Domain.create(admin);
        RealmClient client = create(domain, "reporting");
        Client reporting = Client.confidential(domain, "reporting");
        assertThat(admin.get(client.path() + "/default-client-scopes")
                        .jsonPath()
                        .<String>getList("name"))
                .as("the realm's default scopes")
                .contains("system/Task.cruds?resource-origin={own}", "system/ActivityDefinition.rs");
        assertThat(reporting.clientCredentials().<String>path("scope"))
                .as("without the role")
                .doesNotContain("system/");
        domain.roles().give("reporting", "portal");
        assertThat(reporting.clientCredentials().<String>path("scope").split(" "))
                .filteredOn(scope -> scope.startsWith("system/"))
                .containsExactly("system/ActivityDefinition.rs");
    }

    @Test
    @DisplayName("KT-DOM-4 attack 16: users get no system scopes, whatever role they have and whatever app it is")
    void users() {
        Domain domain = Domain.create(admin);
        Domain.makeApplication(create(domain, "desk"));
        Client desk = Client.confidential(domain, "desk");
        domain.roles().give("desk", "portal");
        admin.post(
                domain.user("practitioner-1").path() + "/role-mappings/realm",
                List.of(domain.roles().role("portal")));
        for (String scope : List.of("", "system/*.cruds openid", "openid", PATTERN + " openid")) {
            Response response = desk.password("practitioner-1", scope);
            if (response.statusCode() == 200) {
                assertThat(response.<String>path("scope")).as(scope).doesNotContain("system/");
                assertThat(Jwt.claims(response.path("access_token")).<Object>get("type"))
                        .as("not the application's own token")
                        .isNull();
            } else {
                assertThat(response.<String>path("error")).as(scope).isEqualTo("invalid_scope");
            }
        }
        assertThat(desk.clientCredentials().<String>path("scope"))
                .isEqualTo(RoleScopesIT.PORTAL.replace("portal", "desk"));
    }
}
