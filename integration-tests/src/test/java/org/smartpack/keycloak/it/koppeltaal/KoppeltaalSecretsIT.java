/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Pkce;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What an operator sees of a Koppeltaal domain in Keycloak's log and events: who asked for what, and no secret or person. */
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
    private String patient(HtiRealm realm, String mark) {
        String user = "user-" + UUID.randomUUID();
        admin.post(
                "/" + realm.name + "/users",
                Map.of(
                        "username",
                        user,
                        "enabled",
                        true,
                        "email",
                        mark + "@example.org",
                        "emailVerified",
                        true,
                        "firstName",
                        "First " + mark,
                        "lastName",
                        "Last " + mark,
                        "attributes",
                        Map.of("fhirUser", List.of("Patient/" + mark)),
                        "credentials",
                        List.of(Map.of("type", "password", "value", user, "temporary", false))));
        return user;
    }

    @Test
    @DisplayName("attack 34, INTRO-KT-6: nothing of HTI tokens and id_tokens that are asked about, nor of who asks")
    void introspection() {
        HtiRealm realm = HtiRealm.create(server, admin);
        Module module = realm.module();
        String mark = UUID.randomUUID().toString();
        String user = patient(realm, mark);
        List<String> tokens = new ArrayList<>();

        AssertionBuilder hti = realm.hti().claim("sub", "Patient/" + mark).claim("intent", mark);
        String assertion = module.assertion().sign();
        tokens.add(hti.sign());
        tokens.add(assertion);
        assertThat(module.introspect(hti.sign(), assertion).<String>path("intent"))
                .isEqualTo(mark);
        assertThat(module.introspect(hti.sign(), assertion).statusCode())
                .as("the assertion again")
                .isEqualTo(401);

        String launch = realm.hti().claim("sub", "Patient/" + mark).sign();
        String idToken = module.launch(realm.browser(), user, launch).path("id_token");
        tokens.add(launch);
        tokens.add(idToken);
        assertThat(module.introspect(idToken).<String>path("fhirUser")).isEqualTo("Patient/" + mark);

        Module other = new Module(realm, "planner", ClientKey.demo("planner"));
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
                assertThat(asking.introspect(token).jsonPath().getMap("")).isEqualTo(Map.of("active", false));
            }
        }
        assertThat(other.introspect(idToken).<Boolean>path("active")).isFalse();
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
        ScopeDomain domain = ScopeDomain.create(server);
        String mark = UUID.randomUUID().toString();
        List<String> tokens = new ArrayList<>();
        String assertion = domain.assertion("planner", "planner");
        Response first = token(domain, assertion, Map.of("grant_type", "client_credentials"));
        assertThat(first.statusCode()).isEqualTo(200);
        tokens.addAll(List.of(assertion, first.path("access_token"), first.path("refresh_token")));
        assertThat(token(domain, assertion, Map.of("grant_type", "client_credentials"))
                        .statusCode())
                .as("the assertion again")
                .isEqualTo(401);

        Response second = domain.refresh("planner", first.path("refresh_token"), Map.of("scope", "*"));
        assertThat(second.statusCode()).isEqualTo(200);
        tokens.addAll(List.of(second.path("access_token"), second.path("refresh_token")));
        for (String wrong : List.of(
                first.path("refresh_token"), second.path("access_token"), mark, mark + "." + mark + "." + mark)) {
            assertThat(domain.refresh("planner", wrong, Map.of()).statusCode()).isEqualTo(400);
        }
        assertThat(domain.refresh("portal", second.path("refresh_token"), Map.of())
                        .statusCode())
                .as("another's")
                .isEqualTo(400);
        String forged = domain.assertion("planner", "portal");
        tokens.add(forged);
        for (String wrong : List.of(forged, mark, "a.b." + mark)) {
            assertThat(token(domain, wrong, Map.of("grant_type", "client_credentials"))
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(token(domain, domain.assertion("planner", "planner"), Map.of("grant_type", mark))
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

    private static Response token(ScopeDomain domain, String assertion, Map<String, String> form) {
        return given().formParam("client_assertion_type", Module.TYPE)
                .formParam("client_assertion", assertion)
                .formParams(form)
                .post(domain.endpoint("token"));
    }

    @Test
    @DisplayName(
            "attack 34, KT-AUD-7 KT-AUD-8: a FHIR service that fails: neither its words, nor who is meant, nor Keycloak's token")
    void failingFhirService() throws IOException, InterruptedException {
        try (FhirStub fhir = new FhirStub()) {
            HtiRealm realm = withAudit(fhir);
            Module module = realm.module();
            String mark = UUID.randomUUID().toString();
            String user = patient(realm, mark);
            fhir.put("Patient/" + mark, "\"active\":true,\"name\":[{\"family\":\"" + mark + "\"}]");
            String right = realm.hti().claim("sub", "Patient/" + mark).sign();
            module.launch(realm.browser(), user, right);

            fhir.refuse("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"diagnostics\":\"" + mark + "\"}]}");
            String refused = realm.hti().claim("sub", "Patient/" + mark).sign();
            assertThat(module.visit(realm.browser(), user, Pkce.create(), refused))
                    .containsEntry("error", "access_denied");
            assertThat(module.introspect(refused).<Boolean>path("active")).isTrue();
            String warning = "not created since the last such message";
            for (int attempt = 0; attempt < 240 && !warned(fhir, warning); attempt++) {
                TimeUnit.MILLISECONDS.sleep(250);
            }
            assertThat(warned(fhir, warning)).isTrue();

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
    private HtiRealm withAudit(FhirStub fhir) {
        return HtiRealm.create(server, admin, export -> {
            for (Object client : (List<?>) export.get("clients")) {
                if (members(client).get("clientId").equals("fhir-server")) {
                    List<?> mappers = (List<?>) members(client).get("protocolMappers");
                    members(members(mappers.get(0)).get("config")).put("internal.url", fhir.url());
                    members(members(mappers.get(1)).get("config"))
                            .putAll(Map.of("audit", "true", "user.lookup", "true"));
                }
            }
            return export;
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object json) {
        return (Map<String, Object>) json;
    }
}
