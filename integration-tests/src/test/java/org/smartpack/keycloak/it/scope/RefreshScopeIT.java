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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.it.scope.ScopeRealm.claims;
import static org.smartpack.keycloak.it.scope.ScopeRealm.invalidScope;

@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefreshScopeIT {

    private ScopeRealm first;
    private ScopeRealm realm;
    private String allowance;

    @BeforeAll
    void realm(KeycloakServer server, Admin admin) {
        first = ScopeRealm.create(server, admin);
    }

    @BeforeEach
    void client() {
        realm = first.newClient(Map.of());
        allowance = realm.allow("patient/*.rs", false);
    }

    private static String refreshToken(Response response) {
        return response.path("refresh_token");
    }

    @Test
    @DisplayName("SMART-REFRESH-1, SMART-SCOPE-64: narrow by rule, then back to the whole grant")
    void narrowsAndComesBack() {
        Response first = realm.password("openid patient/*.cruds");
        assertThat(realm.granted(first)).containsExactly("patient/*.rs");

        Response narrow = realm.refresh(refreshToken(first), "patient/Observation.r?category=laboratory");
        assertThat(realm.granted(narrow)).containsExactly("patient/Observation.r?category=laboratory");

        Response v1 = realm.refresh(refreshToken(narrow), "patient/Observation.read");
        assertThat(realm.granted(v1)).containsExactly("patient/Observation.read");

        assertThat(realm.granted(realm.refresh(refreshToken(v1)))).containsExactly("patient/*.rs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient/*.cruds",
                "patient/Patient.c",
                "user/Patient.r",
                "system/Patient.r",
                "patient/Patient.r patient/Patient.u",
                "patient/Patient.sr",
                "address"
            })
    @DisplayName("attack 15, SMART-SCOPE-64, SMART-REFRESH-2: more than the grant is invalid_scope")
    void refusesMore(String scope) {
        Response first = realm.password("openid patient/*.rs");
        String description = invalidScope(realm.refresh(refreshToken(first), scope));
        assertThat(description).isNotBlank();
        assertThat(realm.granted(realm.refresh(refreshToken(first)))).containsExactly("patient/*.rs");
    }

    @Test
    @DisplayName("attack 15: an allowance that grew does not widen a grant that exists")
    void doesNotGrow() {
        Response first = realm.password("patient/*.cruds");
        realm.allow("patient/*.cruds", false);
        realm.allow("user/*.cruds", true);
        Response second = realm.refresh(refreshToken(first));
        assertThat(realm.granted(second)).containsExactly("patient/*.rs");
        assertThat(invalidScope(realm.refresh(refreshToken(second), "patient/*.cruds")))
                .isEqualTo("patient/*.cruds is not part of the original grant");
        assertThat(claims(refreshToken(second)).getString("scope")).doesNotContain("cruds");
    }

    @Test
    @DisplayName("attack 15: a grant without SMART scopes gets none from a default allowance that came later")
    void addsNoDefaults() {
        Response first = realm.password("openid email");
        assertThat(realm.granted(first)).isEmpty();
        realm.allow("user/*.rs", true);
        assertThat(realm.granted(realm.refresh(refreshToken(first)))).isEmpty();
    }

    @Test
    @DisplayName("SMART-SCOPE-60: an allowance that shrank or went limits the next token")
    void shrinks() {
        Response first = realm.password("patient/Observation.rs patient/Patient.rs");
        realm.allow("patient/Patient.r", false);
        realm.admin.unassign(realm.name, realm.client, allowance, false);
        Response second = realm.refresh(refreshToken(first));
        assertThat(realm.granted(second)).containsExactly("patient/Patient.r");
        realm.admin.assign(realm.name, realm.client, allowance, false);
        assertThat(realm.granted(realm.refresh(refreshToken(second))))
                .isEqualTo(List.of("patient/Observation.rs", "patient/Patient.rs"));
    }

    @Test
    @DisplayName("SMART-SCOPE-64: an offline grant narrows and comes back alike")
    void offline() {
        Response first = realm.password("offline_access patient/*.rs");
        Response narrow = realm.refresh(refreshToken(first), "patient/Patient.r");
        assertThat(realm.granted(narrow)).containsExactly("patient/Patient.r");
        Response back = realm.refresh(refreshToken(narrow));
        assertThat(realm.granted(back)).containsExactly("patient/*.rs");
        assertThat(claims(refreshToken(back)).getString("typ")).isEqualTo("Offline");
    }

    @Test
    @DisplayName("RFC 6749 section 6: scopes that aren't SMART's are narrowed as Keycloak does it")
    void leavesOthersToKeycloak() {
        Response first = realm.password("openid email");
        Response second = realm.refresh(refreshToken(first), "openid");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.<String>path("scope")).contains("openid");
    }
}
