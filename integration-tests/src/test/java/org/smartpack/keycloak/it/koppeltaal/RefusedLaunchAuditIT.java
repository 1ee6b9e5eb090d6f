/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Pkce;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Which AuditEvents there are of launches that go wrong, and how many. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedLaunchAuditIT {

    private FhirStub fhir;
    private HtiRealm realm;
    private Module module;

    @BeforeAll
    void realm(KeycloakServer server, Admin admin) throws IOException {
        fhir = new FhirStub();
        realm = create(server, admin);
        module = realm.module();
    }

    @AfterAll
    void close() {
        fhir.close();
    }

    private HtiRealm create(KeycloakServer server, Admin admin) {
        return HtiRealm.create(server, admin, export -> {
            for (Object client : (List<?>) export.get("clients")) {
                if (members(client).get("clientId").equals("fhir-server")) {
                    List<?> mappers = (List<?>) members(client).get("protocolMappers");
                    members(members(mappers.get(0)).get("config")).put("internal.url", fhir.url());
                    members(members(mappers.get(1)).get("config")).put("audit", "true");
                }
            }
            return export;
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object json) {
        return (Map<String, Object>) json;
    }

    private List<String> created(String trace) {
        return fhir.created().stream().filter(body -> body.contains(trace)).toList();
    }

    /** Waits until so many AuditEvents of a launch are there; how many it are in the end is for the caller to say. */
    private List<String> created(String trace, int atLeast) throws InterruptedException {
        for (int attempt = 0; attempt < 240 && created(trace).size() < atLeast; attempt++) {
            TimeUnit.MILLISECONDS.sleep(250);
        }
        List<String> created = created(trace);
        assertThat(created).hasSizeGreaterThanOrEqualTo(atLeast);
        return created;
    }

    private void bringGarbage(String trace) {
        given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .header("X-Trace-Id", trace)
                .get(java.net.URI.create(module.authorize(module.request(Pkce.create(), "garbage"))));
    }

    @Test
    @DisplayName("KT-AUD-1 attack 36: a request that proves nothing makes one AuditEvent at most")
    void garbage() throws Exception {
        String trace = UUID.randomUUID().toString();
        bringGarbage(trace);
        created(trace, 1);
        // A launch after it: when its events are there, a second one of the first would be as well.
        AssertionBuilder token = realm.hti();
        assertThat(module.visit(realm.browser(), "patient-1", Pkce.create(), token.sign()))
                .containsKey("code");
        created(token.jti(), 2);
        assertThat(created(trace)).hasSize(1).allSatisfy(body -> assertThat(body)
                .contains("110114", "authorize: ")
                .doesNotContain("110120"));
    }

    @Test
    @DisplayName("KT-AUTHZ-6 an idp_hint that isn't listed makes one AuditEvent for each token")
    void unknownHint() throws Exception {
        AssertionBuilder token = realm.hti().claim("idp_hint", "unknown");
        String launch = token.sign();
        LoginPages browser = realm.browser();
        browser.open(module.authorize(module.request(Pkce.create(), launch)));
        browser.open(module.authorize(module.request(Pkce.create(), launch)));
        assertThat(module.visit(browser, "patient-1", Pkce.create(), launch)).containsKey("code");

        // Three requests, one login, one misconfiguration.
        List<String> created = created(token.jti(), 5);
        assertThat(created).hasSize(5);
        assertThat(created)
                .filteredOn(body -> body.contains("idp_hint is not one of"))
                .hasSize(1)
                .allSatisfy(body -> assertThat(body)
                        .contains("\"110100\"", "\"outcome\":\"4\"", HtiRealm.PATIENT)
                        .doesNotContain("\"unknown\""));
        assertThat(realm.admin.events(realm.name, "IDENTITY_PROVIDER_LOGIN_ERROR"))
                .hasSize(1);
    }

    @Test
    @DisplayName("KT-AUD-1 KT-AUD-5 a login that is refused before its launch is looked at is audited, and told once")
    void refusedElsewhere(KeycloakServer server, Admin admin) throws Exception {
        HtiRealm other = create(server, admin);
        Module app = other.module();
        LoginPages browser = other.browser();
        AssertionBuilder token = other.hti();
        Response page = browser.open(app.authorize(app.request(Pkce.create(), token.sign())));
        other.change("fhir-server", Map.of("enabled", false));
        Map<String, String> callback = browser.goOn(page, "patient-1");
        assertThat(callback).containsEntry("error", "invalid_request");
        assertThat(callback.get("error_description")).endsWith("(reference " + token.jti() + ")");

        List<String> created = created(token.jti(), 3);
        assertThat(created).hasSize(3);
        assertThat(created)
                .filteredOn(body -> body.contains("idp login: ") && body.contains(HtiRealm.PATIENT))
                .hasSize(2)
                .noneMatch(body -> body.contains("\"outcome\":\"0\""));
    }
}
