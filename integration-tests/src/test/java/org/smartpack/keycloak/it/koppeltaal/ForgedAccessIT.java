/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;

import static org.assertj.core.api.Assertions.assertThat;

/** A portal signs HTI tokens, and may not give itself access with them at whoever introspects what is sent to it. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedAccessIT {

    private Domain realm;

    @BeforeAll
    void realm(Admin admin) {
        realm = Domain.create(admin);
    }

    private Response fhirService(String token) {
        return realm.asker().ask(Caller.basic("fhir-server"), token);
    }

    private Response module(String token) {
        return realm.module()
                .ask(token, realm.module().assertion(realm.asker().url()).sign());
    }

    @Test
    @DisplayName("attack 33: a FHIR service hears of no HTI token as active, whoever it is addressed to")
    void forTheFhirService() {
        for (String device : List.of("Device/fhir-server", "Device/module", "fhir-server")) {
            AssertionBuilder forged = realm.hti()
                    .claim("aud", device)
                    .claim("scope", "system/*.cruds")
                    .claim("client_id", "portal");
            assertThat(fhirService(forged.sign()).asString()).as(device).isEqualTo("{\"active\":false}");
        }
        assertThat(fhirService(realm.hti().claim("aud", "Device/fhir-server").sign())
                        .asString())
                .isEqualTo("{\"active\":false}");
    }

    @Test
    @DisplayName("attack 33: an HTI token with claims of an access token is active for nobody, and nothing is used up")
    void withClaimsOfAccess() {
        for (String claim : List.of("scope", "client_id", "token_type", "azp", "type", "cnf", "realm_access")) {
            assertThat(module(realm.hti().claim(claim, "system/*.cruds").sign()).asString())
                    .as(claim)
                    .isEqualTo("{\"active\":false}");
        }
        assertThat(module(realm.hti().sign()).<Boolean>path("active")).isTrue();
    }

    @Test
    @DisplayName("INTRO-6 an HTI token is inactive from the second on in which it expires")
    void expired() {
        long now = AssertionBuilder.now();
        AssertionBuilder expired = realm.hti().claim("iat", now - 60).claim("exp", now - 1);
        assertThat(module(expired.sign()).asString()).isEqualTo("{\"active\":false}");
    }
}
