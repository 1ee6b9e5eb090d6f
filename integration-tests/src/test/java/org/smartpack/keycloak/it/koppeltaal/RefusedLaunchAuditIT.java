/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.FhirStub;
import org.smartpack.keycloak.testkit.koppeltaal.Module;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Which AuditEvents there are of launches that go wrong, and how many. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedLaunchAuditIT {

    private FhirStub fhir;
    private Domain realm;
    private Module module;

    @BeforeAll
    void realm(Admin admin) {
        fhir = new FhirStub();
        realm = create(admin);
        module = realm.module();
    }

    @AfterAll
    void close() {
        fhir.close();
    }

    private Domain create(Admin admin) {
        return Domain.create(admin, export -> export.fhirService(fhir.url()).domain("audit", "true"));
    }

    private void bringGarbage(String trace) {
        given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .header("X-Trace-Id", trace)
                .get(java.net.URI.create(module.authorize(module.request("garbage"))));
    }

    @Test
    @DisplayName("KT-AUD-1 attack 36: a request that proves nothing makes one AuditEvent at most")
    void garbage() throws Exception {
        String trace = UUID.randomUUID().toString();
        bringGarbage(trace);
        fhir.created(trace, 1);
        // A launch after it: when its events are there, a second one of the first would be as well.
        AssertionBuilder token = realm.hti();
        assertThat(module.bring(realm.browser(), token.sign())).containsKey("code");
        fhir.created(token.jti(), 2);
        assertThat(fhir.created(trace)).hasSize(1).allSatisfy(body -> assertThat(body)
                .contains("110114", "authorize: ")
                .doesNotContain("110120"));
    }

    @Test
    @DisplayName("KT-AUTHZ-6 an idp_hint that isn't listed makes one AuditEvent for each token")
    void unknownHint() throws Exception {
        AssertionBuilder token = realm.hti().claim("idp_hint", "unknown");
        String launch = token.sign();
        LoginPages browser = realm.browser();
        browser.open(module.authorize(module.request(launch)));
        browser.open(module.authorize(module.request(launch)));
        assertThat(module.bring(browser, launch)).containsKey("code");

        // Three requests, one login, one misconfiguration.
        List<String> created = fhir.created(token.jti(), 5);
        assertThat(created).hasSize(5);
        assertThat(created)
                .filteredOn(body -> body.contains("idp_hint is not one of"))
                .hasSize(1)
                .allSatisfy(body -> assertThat(body)
                        .contains("\"110100\"", "\"outcome\":\"4\"", Domain.PATIENT)
                        .doesNotContain("\"unknown\""));
        assertThat(realm.admin.events(realm.name, "IDENTITY_PROVIDER_LOGIN_ERROR"))
                .hasSize(1);
    }

    @Test
    @DisplayName("KT-AUD-1 KT-AUD-5 a login that is refused before its launch is looked at is audited, and told once")
    void refusedElsewhere(Admin admin) throws Exception {
        Domain other = create(admin);
        Module app = other.module();
        LoginPages browser = other.browser();
        AssertionBuilder token = other.hti();
        Response page = browser.open(app.authorize(app.request(token.sign())));
        other.client("fhir-server").change(Map.of("enabled", false));
        Map<String, String> callback = browser.goOn(page, "patient-1");
        assertThat(callback).containsEntry("error", "invalid_request");
        assertThat(callback.get("error_description")).endsWith("(reference " + token.jti() + ")");

        List<String> created = fhir.created(token.jti(), 3);
        assertThat(created).hasSize(3);
        assertThat(created)
                .filteredOn(body -> body.contains("idp login: ") && body.contains(Domain.PATIENT))
                .hasSize(2)
                .noneMatch(body -> body.contains("\"outcome\":\"0\""));
    }
}
