/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AccountConsole;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;

import static org.assertj.core.api.Assertions.assertThat;

/** What the realm that the pack ships has of Keycloak's own. */
@ExtendWith(SharedServer.class)
class DomainAccountIT {

    @Test
    @DisplayName("users of the realm koppeltaal can use its account console")
    void accountConsole(Admin admin) {
        Domain domain = Domain.create(admin);
        assertThat(AccountConsole.signIn(domain, "patient-1").applications().statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("KT-SCP-1 a new client gets Keycloak's client scopes and the permissions of the domain")
    void newClient(Admin admin) {
        Domain domain = Domain.create(admin);
        Map<String, Object> client = domain.createClient("newcomer", Map.of()).representation();
        assertThat(client.get("defaultClientScopes"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .containsAll(List.of("basic", "acr", "profile", "email", "roles", "web-origins"))
                .contains("system/ActivityDefinition.rs", "system/Task.cruds?resource-origin={own}");
        assertThat(client.get("optionalClientScopes"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .contains("offline_access", "address", "phone", "microprofile-jwt");
    }
}
