/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.iua;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.koppeltaal.FhirStub;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit event of ITI-71. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IuaAuditIT {

    private final FhirStub fhir = new FhirStub();
    private Iua iua;

    @BeforeAll
    void realm(Admin admin) {
        iua = Iua.create(admin, Map.of("internal.url", fhir.url()), Map.of("audit", "true"));
    }

    @AfterAll
    void stop() {
        fhir.close();
    }

    @Test
    @DisplayName("IUA-71-8: each request for a token is reported to the resource server, whether or not it is granted")
    void reported() throws InterruptedException {
        Iua.token(iua.ask(Map.of("scope", "system/*.*")));
        check(fhir.created("\"" + Iua.SYSTEM + "\"", 1).get(0), "0");
        Iua.token(iua.login("ITI-68", Map.of(), Map.of()));
        JsonPath ofUser = check(fhir.created("\"" + Iua.APP + "\"", 1).get(0), "0");
        assertThat(ofUser.getString("agent[0].altId"))
                .isEqualTo(iua.realm.user(Iua.USER).id());
        Iua.assertRefused(iua.ask(Map.of("scope", "ITI-99")), "invalid_scope");
        check(fhir.created("\"outcome\":\"4\"", 1).get(0), "4");
    }

    private JsonPath check(String json, String outcome) {
        JsonPath event = new JsonPath(json);
        assertThat(event.getString("resourceType")).isEqualTo("AuditEvent");
        assertThat(event.getString("type.code")).isEqualTo("110114");
        assertThat(event.getString("subtype[0].code")).isEqualTo("ITI-71");
        assertThat(event.getString("action")).isEqualTo("E");
        assertThat(event.getString("outcome")).isEqualTo(outcome);
        assertThat(event.getList("agent")).hasSize(1);
        assertThat(event.getString("agent[0].type.coding[0].code")).isEqualTo("110150");
        assertThat(event.getString("agent[0].network.address")).isNotEmpty();
        assertThat(event.getString("source.observer.reference")).startsWith("Device/");
        assertThat(event.getString("entity[0].type.code")).isEqualTo("2");
        assertThat(event.getString("entity[0].role.code")).isEqualTo("13");
        assertThat(new String(Base64.getDecoder().decode(event.getString("entity[0].query")), StandardCharsets.UTF_8))
                .isEqualTo(iua.realm.tokenUrl());
        assertThat(json).doesNotContain("Smith", "secret", "access_token");
        return event;
    }

    @Test
    @DisplayName("IUA-71-8: nothing is sent unless the realm's administrator wants it")
    void silent(Admin admin) {
        FhirStub other = new FhirStub();
        try (other) {
            Iua quiet = Iua.create(admin, Map.of("internal.url", other.url()), Map.of());
            Iua.token(quiet.ask(Map.of("scope", "system/*.*")));
            Iua.token(iua.ask(Map.of("scope", "system/Patient.rs")));
            assertThat(other.asked()).isEmpty();
        }
    }
}
