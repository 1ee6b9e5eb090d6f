/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.FhirStub;
import org.smartpack.keycloak.testkit.koppeltaal.Module;

import static org.assertj.core.api.Assertions.assertThat;

/** A domain sends AuditEvents only if its administrator wants that. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditSwitchIT {

    private FhirStub fhir;
    private Domain untouched;
    private Domain on;

    @BeforeAll
    void realms(Admin admin) {
        // Both send to one FHIR service, and so through one queue.
        fhir = new FhirStub();
        untouched = Domain.create(admin, export -> export.fhirService(fhir.url()));
        on = Domain.create(admin, export -> export.fhirService(fhir.url()).domain("audit", "true"));
    }

    @AfterAll
    void close() {
        fhir.close();
    }

    /** A launch, its replay, an introspection and a refused one: each is an event where events are sent. */
    private static String steps(Domain realm) {
        Module module = realm.module();
        AssertionBuilder token = realm.hti();
        module.launch(realm.browser(), "patient-1", token.sign());
        assertThat(module.bring(realm.browser(), token.sign())).containsEntry("error", "invalid_request");
        assertThat(module.ask(token.sign()).<Boolean>path("active")).isTrue();
        assertThat(module.ask(token.sign()).<Boolean>path("active")).isFalse();
        return token.jti();
    }

    @Test
    @DisplayName("KT-AUD-1 KT-AUD-7 off by default: not one request to the FHIR service; on by the domain's setting")
    void offByDefault() throws InterruptedException {
        String silent = steps(untouched);
        // Authorize and login; authorize and the launch that failed; twice introspection.
        assertThat(fhir.created(steps(on), 6)).hasSize(6);

        assertThat(fhir.created(silent)).isEmpty();
        assertThat(fhir.asked()).isNotEmpty().noneMatch(asked -> asked.contains(silent));
    }
}
