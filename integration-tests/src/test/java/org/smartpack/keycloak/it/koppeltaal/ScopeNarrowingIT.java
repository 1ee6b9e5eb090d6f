/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;

import static org.assertj.core.api.Assertions.assertThat;

/** A domain in which a request may name fewer scopes than the role has (KT-SCP-6, the newer reading). */
@ExtendWith(SharedServer.class)
class ScopeNarrowingIT {

    private static Domain domain;

    @BeforeAll
    static void create(Admin admin) {
        domain = Domain.create(admin);
        domain.set("scope.narrowing", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "openid *", "* system/Task.rs"})
    @DisplayName("KT-BS-1 KT-SCP-6 none and * mean everything that the role has")
    void everything(String scope) {
        assertThat(domain.scopes(domain.token("portal", scope))).isEqualTo(RoleScopesIT.PORTAL);
        assertThat(domain.scopesOf("portal")).isEqualTo(RoleScopesIT.PORTAL);
    }

    @ParameterizedTest
    @CsvSource({
        "system/ActivityDefinition.r, system/ActivityDefinition.r",
        "system/ActivityDefinition.cruds, system/ActivityDefinition.rs",
        "system/ActivityDefinition.read, system/ActivityDefinition.rs",
        "system/Task.rs, system/Task.rs?resource-origin=Device/portal",
        "'system/Task.rs?resource-origin=Device/planner,Device/portal', system/Task.rs?resource-origin=Device/portal",
        "openid profile system/Task.r?resource-origin=Device/portal, system/Task.r?resource-origin=Device/portal"
    })
    @DisplayName(
            "KT-BS-1 KT-SCP-6 KT-SCP-7 what is named is granted as far as the role has it, of several devices those alone")
    void some(String requested, String granted) {
        Response response = domain.token("portal", requested);
        assertThat(domain.scopes(response)).isEqualTo(granted);
        assertThat(response.<String>path("id_token")).isNull();
    }

    @Test
    @DisplayName("KT-SCP-6 a wildcard is narrowed to the role")
    void wildcard() {
        assertThat(domain.scopes(domain.token("module", "system/*.cruds")).split(" "))
                .containsExactlyInAnyOrder(RoleScopesIT.MODULE.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system/Observation.rs",
                "system/Task.rs?resource-origin=Device/planner",
                "system/Task.rs?resource-origin={own}",
                "system/Task.sr",
                "patient/Task.rs",
                "launch system/Task.rs",
                "openid",
                "unknown"
            })
    @DisplayName("KT-SCP-6 attack 16: when nothing is left, or scopes of users are named, it is invalid_scope")
    void nothing(String scope) {
        Response response = domain.token("portal", scope);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("invalid_scope");
        assertThat(response.<String>path("error_description")).isNotEmpty();
    }

    @Test
    @DisplayName("KT-SCP-6 KT-BS-3 a refresh may ask for less, once, and not for more")
    void refresh() {
        Response first = domain.token("planner", "system/Task.cruds");
        String task = "system/Task.cruds?resource-origin=Device/planner";
        assertThat(domain.scopes(first)).isEqualTo(task);
        Response less = domain.application("planner")
                .refresh(first.path("refresh_token"), "system/Task.r?resource-origin=Device/planner");
        assertThat(domain.scopes(less)).isEqualTo("system/Task.r?resource-origin=Device/planner");
        Response all = domain.application("planner").refresh(less.path("refresh_token"), "*");
        assertThat(domain.scopes(all)).isEqualTo(task);
        Response more =
                domain.application("planner").refresh(all.path("refresh_token"), "system/ActivityDefinition.rs");
        assertThat(more.statusCode()).isEqualTo(400);
        assertThat(more.<String>path("error")).isEqualTo("invalid_scope");
    }

    @Test
    @DisplayName("KT-DOM-3 an application without a role gets an empty scope for * and nothing for a name")
    void unassigned() {
        assertThat(domain.scopes(domain.token("unassigned", "*"))).isEmpty();
        assertThat(domain.token("unassigned", "system/Task.rs").<String>path("error"))
                .isEqualTo("invalid_scope");
    }
}
