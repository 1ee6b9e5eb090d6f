/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Pkce;

import static org.assertj.core.api.Assertions.assertThat;

/** A domain sends AuditEvents only if its administrator wants that. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditSwitchIT {

    private FhirStub fhir;
    private HtiRealm untouched;
    private HtiRealm on;

    @BeforeAll
    void realms(KeycloakServer server, Admin admin) throws IOException {
        fhir = new FhirStub();
        untouched = create(server, admin, Map.of());
        on = create(server, admin, Map.of("audit", "true"));
    }

    @AfterAll
    void close() {
        fhir.close();
    }

    /** Both send to one FHIR service, and so through one queue. */
    private HtiRealm create(KeycloakServer server, Admin admin, Map<String, String> settings) {
        return HtiRealm.create(server, admin, export -> {
            for (Object client : (List<?>) export.get("clients")) {
                if (members(client).get("clientId").equals("fhir-server")) {
                    List<?> mappers = (List<?>) members(client).get("protocolMappers");
                    members(members(mappers.get(0)).get("config")).put("internal.url", fhir.url());
                    members(members(mappers.get(1)).get("config")).putAll(settings);
                }
            }
            return export;
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object json) {
        return (Map<String, Object>) json;
    }

    /** A launch, its replay, an introspection and a refused one: each is an event where events are sent. */
    private static String steps(HtiRealm realm) {
        Module module = realm.module();
        AssertionBuilder token = realm.hti();
        module.launch(realm.browser(), "patient-1", token.sign());
        assertThat(module.visit(realm.browser(), "patient-1", Pkce.create(), token.sign()))
                .containsEntry("error", "invalid_request");
        assertThat(module.introspect(token.sign()).<Boolean>path("active")).isTrue();
        assertThat(module.introspect(token.sign()).<Boolean>path("active")).isFalse();
        return token.jti();
    }

    private List<String> events(String jti) {
        return fhir.created().stream().filter(body -> body.contains(jti)).toList();
    }

    private void await(String jti, int number) throws InterruptedException {
        for (int attempt = 0; attempt < 240 && events(jti).size() < number; attempt++) {
            TimeUnit.MILLISECONDS.sleep(250);
        }
        assertThat(events(jti)).hasSize(number);
    }

    @Test
    @DisplayName("KT-AUD-1 KT-AUD-7 off by default: not one request to the FHIR service; on by the domain's setting")
    void offByDefault() throws InterruptedException {
        String silent = steps(untouched);
        // Authorize and login; authorize and the launch that failed; twice introspection.
        await(steps(on), 6);

        assertThat(events(silent)).isEmpty();
        assertThat(fhir.asked()).isNotEmpty().noneMatch(asked -> asked.contains(silent));
    }
}
