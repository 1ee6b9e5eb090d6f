/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.stream.IntStream;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application has only a part of, or what is said of it in a realm that is no domain. */
@ExtendWith(SharedServer.class)
class RolePartsIT {

    private Domain domain;

    @BeforeEach
    void domain(Admin admin) {
        domain = Domain.create(admin);
    }

    @Test
    @DisplayName("KT-DOM-3 the permissions of a composite role are not those of its parts")
    void partOfComposite() {
        String before = domain.scopesOf("portal");
        domain.roles().create("hub", List.of("portal", "module"));
        domain.roles().permission("system/Observation.cruds", "hub");
        assertThat(domain.scopesOf("portal")).isEqualTo(before);
        domain.roles().take("portal", "portal");
        domain.roles().give("portal", "hub");
        assertThat(domain.scopesOf("portal"))
                .contains("system/Observation.ruds")
                .contains("system/Observation.c?resource-origin=Device/portal")
                .contains("system/ActivityDefinition.rs");
    }

    @Test
    @DisplayName("KT-DOM-1 an application gets nothing while its realm is no domain")
    void noDomain() {
        String models = domain.client("fhir-server").path() + "/protocol-mappers/models";
        String mapper = domain.admin
                .get(models)
                .jsonPath()
                .getString("find { it.protocolMapper == 'smart-koppeltaal-domain' }.id");
        domain.admin.delete(models + "/" + mapper);
        Response response = domain.token("portal", "system/ActivityDefinition.rs");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("unauthorized_client");
    }

    @Test
    @DisplayName("KT-SCP-3 more devices than one scope should hold are in several scopes, and none is left out")
    void manyDevices() {
        IntStream.rangeClosed(1, 103).forEach(number -> {
            String sharing = "sharing-" + number;
            domain.newApplication(sharing, false);
            domain.roles().share(sharing, "module", "share-data.Task");
        });
        String scopes = domain.scopesOf("module");
        assertThat(scopes.split(" "))
                .filteredOn(scope -> scope.startsWith("system/Task."))
                .hasSize(2);
        IntStream.rangeClosed(1, 103)
                .forEach(number -> assertThat(scopes + ",").containsPattern("Device/sharing-" + number + "[, ]"));
    }

    @Test
    @DisplayName("KT-SCP-5, 6 the advertised scope for any origin can be asked for, and gives what the role has")
    void template() {
        domain.set("scope.narrowing", "true");
        assertThat(domain.scopes(domain.token("portal", "system/*.cruds?resource-origin=")))
                .isEqualTo(domain.scopesOf("portal"));
        assertThat(domain.scopes(domain.token("portal", "system/Task.rs?resource-origin=")))
                .isEqualTo("system/Task.rs?resource-origin=Device/portal");
    }
}
