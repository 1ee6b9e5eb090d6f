/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Eventually;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.FhirStub;
import org.smartpack.keycloak.testkit.koppeltaal.Module;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an operator sees of a Koppeltaal domain in Keycloak's log and events: who asked for what, and no secret or
 * person.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KoppeltaalSecretsIT {

    private KeycloakServer server;
    private Admin admin;

    @BeforeAll
    void server(KeycloakServer server, Admin admin) {
        this.server = server;
        this.admin = admin;
    }

    private String seen(String realm) {
        return server.log() + admin.get("/" + realm + "/events?max=1000").asString();
    }

    private static void assertSilent(String seen, String mark, List<String> tokens) {
        assertThat(seen.contains(mark)).as("something of a person or a request").isFalse();
        assertThat(tokens).isNotEmpty().doesNotContainNull();
        for (String token : tokens) {
            // Nor the claims or the signature alone.
            for (String part : token.substring(token.indexOf('.') + 1).split("\\.")) {
                assertThat(seen.contains(part)).as("a token").isFalse();
            }
        }
    }

    /** A patient whose name, address and record say {@code mark}; answers the user name. */
    private static String patient(Domain realm, String mark) {
        String user = "user-" + UUID.randomUUID();
        realm.createUser(
                user,
                Map.of(
                        "email",
                        mark + "@example.org",
                        "firstName",
                        "First " + mark,
                        "lastName",
                        "Last " + mark,
                        "attributes",
                        Map.of("fhirUser", List.of("Patient/" + mark))));
        return user;
    }

    @Test
    @DisplayName("attack 34, INTRO-KT-6: nothing of HTI tokens and id_tokens that are asked about, nor of who asks")
    void introspection() {
        Domain realm = Domain.create(admin);
        Module module = realm.module();
        String mark = UUID.randomUUID().toString();
        String user = patient(realm, mark);
        List<String> tokens = new ArrayList<>();

        AssertionBuilder hti = realm.hti().claim("sub", "Patient/" + mark).claim("intent", mark);
        String assertion = module.assertion().sign();
        tokens.add(hti.sign());
        tokens.add(assertion);
        assertThat(module.ask(hti.sign(), assertion).<String>path("intent")).isEqualTo(mark);
        assertThat(module.ask(hti.sign(), assertion).statusCode())
                .as("the assertion again")
                .isEqualTo(401);

        String launch = realm.hti().claim("sub", "Patient/" + mark).sign();
        String idToken = module.launch(realm.browser(), user, launch).path("id_token");
        tokens.add(launch);
        tokens.add(idToken);
        assertThat(module.ask(idToken).<String>path("fhirUser")).isEqualTo("Patient/" + mark);

        Module other = realm.module("planner");
        List<String> wrong = List.of(
                hti.sign(),
                hti.sign(ClientKey.demo("planner"), "ES384"),
                hti.claim("aud", "Device/" + mark).sign(),
                hti.claim("aud", "Device/module").claim("jti", mark + " ").sign(),
                hti.claim("jti", UUID.randomUUID().toString())
                        .claim("scope", mark)
                        .sign(),
                idToken + mark,
                idToken.substring(0, idToken.length() - 4),
                mark,
                mark + "." + mark + "." + mark);
        for (String token : wrong) {
            for (Module asking : List.of(module, other)) {
                assertThat(asking.ask(token).jsonPath().getMap("")).isEqualTo(Map.of("active", false));
            }
        }
        assertThat(other.ask(idToken).<Boolean>path("active")).isFalse();
        tokens.addAll(wrong.subList(0, 5));

        String seen = seen(realm.name);
        assertThat(seen)
                .contains("type=\"INTROSPECT_TOKEN\"")
                .contains("type=\"INTROSPECT_TOKEN_ERROR\"")
                .contains(realm.name);
        assertSilent(seen, mark, tokens);
    }

    @Test
    @DisplayName("attack 34, KT-BS-3 KT-BS-6: no token, refresh token or assertion of an application, right or wrong")
    void applications() {
        Domain domain = Domain.create(admin);
        String mark = UUID.randomUUID().toString();
        List<String> tokens = new ArrayList<>();
        String assertion = domain.application("planner").assertion().sign();
        Response first = token(domain, assertion, Map.of("grant_type", "client_credentials"));
        assertThat(first.statusCode()).isEqualTo(200);
        tokens.addAll(List.of(assertion, first.path("access_token"), first.path("refresh_token")));
        assertThat(token(domain, assertion, Map.of("grant_type", "client_credentials"))
                        .statusCode())
                .as("the assertion again")
                .isEqualTo(401);

        Response second = domain.application("planner").refresh(first.path("refresh_token"), "*");
        assertThat(second.statusCode()).isEqualTo(200);
        tokens.addAll(List.of(second.path("access_token"), second.path("refresh_token")));
        for (String wrong : List.of(
                first.path("refresh_token"), second.path("access_token"), mark, mark + "." + mark + "." + mark)) {
            assertThat(domain.application("planner").refresh(wrong).statusCode())
                    .isEqualTo(400);
        }
        assertThat(domain.application("portal")
                        .refresh(second.path("refresh_token"))
                        .statusCode())
                .as("another's")
                .isEqualTo(400);
        String forged = domain.application("planner", "portal").assertion().sign();
        tokens.add(forged);
        for (String wrong : List.of(forged, mark, "a.b." + mark)) {
            assertThat(token(domain, wrong, Map.of("grant_type", "client_credentials"))
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(token(domain, domain.application("planner").assertion().sign(), Map.of("grant_type", mark))
                        .statusCode())
                .isEqualTo(400);

        String seen = seen(domain.name);
        assertThat(seen)
                .contains("type=\"CLIENT_LOGIN\"")
                .contains("type=\"REFRESH_TOKEN\"")
                .contains("type=\"REFRESH_TOKEN_ERROR\"")
                .contains(domain.name);
        assertSilent(seen, mark, tokens);
    }

    private static Response token(Domain domain, String assertion, Map<String, String> form) {
        return Caller.assertion(assertion).formParams(form).post(domain.endpoint("token"));
    }

    @Test
    @DisplayName(
            "attack 34, KT-AUD-7 KT-AUD-8: a FHIR service that fails: neither its words, nor who is meant, nor Keycloak's token")
    void failingFhirService() throws InterruptedException {
        try (FhirStub fhir = new FhirStub()) {
            Domain realm = withAudit(fhir);
            Module module = realm.module();
            String mark = UUID.randomUUID().toString();
            String user = patient(realm, mark);
            fhir.put("Patient/" + mark, "\"active\":true,\"name\":[{\"family\":\"" + mark + "\"}]");
            String right = realm.hti().claim("sub", "Patient/" + mark).sign();
            module.launch(realm.browser(), user, right);

            fhir.refuse("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"diagnostics\":\"" + mark + "\"}]}");
            String refused = realm.hti().claim("sub", "Patient/" + mark).sign();
            assertThat(module.bring(realm.browser(), user, refused)).containsEntry("error", "access_denied");
            assertThat(module.ask(refused).<Boolean>path("active")).isTrue();
            String warning = "not created since the last such message";
            assertThat(Eventually.look(() -> warned(fhir, warning), isWarned -> isWarned))
                    .isTrue();

            List<String> tokens = new ArrayList<>(fhir.tokens());
            assertThat(tokens).hasSizeGreaterThan(4);
            tokens.addAll(List.of(right, refused));
            assertSilent(seen(realm.name), mark, tokens);
        }
    }

    private boolean warned(FhirStub fhir, String warning) {
        return server.log().lines().anyMatch(line -> line.contains(fhir.url()) && line.contains(warning));
    }

    /** AuditEvents are sent, and users are looked up, at that FHIR service. */
    private Domain withAudit(FhirStub fhir) {
        return Domain.create(
                admin, export -> export.fhirService(fhir.url()).domain(Map.of("audit", "true", "user.lookup", "true")));
    }
}
