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
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever an application asks for, it gets what its role has. */
@ExtendWith(SharedServer.class)
class AnyScopeIT {

    private static Domain domain;

    @BeforeAll
    static void create(Admin admin) {
        domain = Domain.create(admin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "*  *",
                "openid",
                "openid fhirUser launch offline_access",
                "patient/*.cruds",
                "user/Patient.rs launch/patient",
                "system/*.cruds",
                "system/Task.rs",
                "system/Patient.cruds?resource-origin={own}",
                "system/Patient.rs?resource-origin=Device/module",
                "system/Nonsense.sdurc",
                "system/",
                "a\"b\\c",
                "x\u0000y\r\nz",
                "\u00e9\u202e",
                "organization:a organization:*",
                "unknown"
            })
    @DisplayName("KT-BS-1 KT-SCP-5 KT-SCP-6 attack 17: the scope parameter is not read: the role decides")
    void anyScope(String scope) {
        Response response = domain.token("portal", scope);
        assertThat(domain.scopes(response)).isEqualTo(RoleScopesIT.PORTAL);
        assertThat(response.asString()).doesNotContain("id_token");
    }

    @Test
    @DisplayName("KT-BS-1 attack 18: a giant scope parameter changes nothing either")
    void giant() {
        assertThat(domain.scopes(domain.token("portal", "system/Task.rs ".repeat(2_000))))
                .isEqualTo(RoleScopesIT.PORTAL);
    }
}
