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

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.it.scope.ScopeClient.invalidScope;
import static org.smartpack.keycloak.testkit.client.Jwt.claims;

@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefreshScopeIT {

    private ScopeClient first;
    private ScopeClient app;
    private String allowance;

    @BeforeAll
    void realm(Admin admin) {
        first = ScopeClient.create(admin);
    }

    @BeforeEach
    void client() {
        app = first.newClient(Map.of());
        allowance = app.allow("patient/*.rs", false);
    }

    private static String refreshToken(Response response) {
        return response.path("refresh_token");
    }

    @Test
    @DisplayName("SMART-REFRESH-1, SMART-SCOPE-64: narrow by rule, then back to the whole grant")
    void narrowsAndComesBack() {
        Response first = app.password("alice", "openid patient/*.cruds");
        assertThat(app.granted(first)).containsExactly("patient/*.rs");

        Response narrow = app.refresh(refreshToken(first), "patient/Observation.r?category=laboratory");
        assertThat(app.granted(narrow)).containsExactly("patient/Observation.r?category=laboratory");

        Response v1 = app.refresh(refreshToken(narrow), "patient/Observation.read");
        assertThat(app.granted(v1)).containsExactly("patient/Observation.read");

        assertThat(app.granted(app.refresh(refreshToken(v1)))).containsExactly("patient/*.rs");
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
        Response first = app.password("alice", "openid patient/*.rs");
        String description = invalidScope(app.refresh(refreshToken(first), scope));
        assertThat(description).isNotBlank();
        assertThat(app.granted(app.refresh(refreshToken(first)))).containsExactly("patient/*.rs");
    }

    @Test
    @DisplayName("attack 15: an allowance that grew does not widen a grant that exists")
    void doesNotGrow() {
        Response first = app.password("alice", "patient/*.cruds");
        app.allow("patient/*.cruds", false);
        app.allow("user/*.cruds", true);
        Response second = app.refresh(refreshToken(first));
        assertThat(app.granted(second)).containsExactly("patient/*.rs");
        assertThat(invalidScope(app.refresh(refreshToken(second), "patient/*.cruds")))
                .isEqualTo("patient/*.cruds is not part of the original grant");
        assertThat(claims(refreshToken(second)).getString("scope")).doesNotContain("cruds");
    }

    @Test
    @DisplayName("attack 15: a grant without SMART scopes gets none from a default allowance that came later")
    void addsNoDefaults() {
        Response first = app.password("alice", "openid email");
        assertThat(app.granted(first)).isEmpty();
        app.allow("user/*.rs", true);
        assertThat(app.granted(app.refresh(refreshToken(first)))).isEmpty();
    }

    @Test
    @DisplayName("SMART-SCOPE-60: an allowance that shrank or went limits the next token")
    void shrinks() {
        Response first = app.password("alice", "patient/Observation.rs patient/Patient.rs");
        app.allow("patient/Patient.r", false);
        app.realm().admin.unassign(app.realm().name, app.client.id(), allowance, false);
        Response second = app.refresh(refreshToken(first));
        assertThat(app.granted(second)).containsExactly("patient/Patient.r");
        app.realm().admin.assign(app.realm().name, app.client.id(), allowance, false);
        assertThat(app.granted(app.refresh(refreshToken(second))))
                .isEqualTo(List.of("patient/Observation.rs", "patient/Patient.rs"));
    }

    @Test
    @DisplayName("SMART-SCOPE-64: an offline grant narrows and comes back alike")
    void offline() {
        Response first = app.password("alice", "offline_access patient/*.rs");
        Response narrow = app.refresh(refreshToken(first), "patient/Patient.r");
        assertThat(app.granted(narrow)).containsExactly("patient/Patient.r");
        Response back = app.refresh(refreshToken(narrow));
        assertThat(app.granted(back)).containsExactly("patient/*.rs");
        assertThat(claims(refreshToken(back)).getString("typ")).isEqualTo("Offline");
    }

    @Test
    @DisplayName("RFC 6749 section 6: scopes that aren't SMART's are narrowed as Keycloak does it")
    void leavesOthersToKeycloak() {
        Response first = app.password("alice", "openid email");
        Response second = app.refresh(refreshToken(first), "openid");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.<String>path("scope")).contains("openid");
    }
}
