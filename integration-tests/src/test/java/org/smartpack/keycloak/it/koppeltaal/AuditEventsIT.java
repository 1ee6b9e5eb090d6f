/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.fhir.FhirServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Eventually;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.DomainExport;
import org.smartpack.keycloak.testkit.koppeltaal.FhirBases;
import org.smartpack.keycloak.testkit.koppeltaal.FhirStub;
import org.smartpack.keycloak.testkit.koppeltaal.Module;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** AuditEvents of HTI launches, at the demo's FHIR server, which enforces Keycloak's own token as it does any other. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class AuditEventsIT {

    private static final String EXTENSION = "http://koppeltaal.nl/fhir/StructureDefinition/";
    private static final Map<String, String> POC = Map.of(
            "audit", "true",
            "audit.code.authorize", "110122",
            "audit.code.idp.call", "110144",
            "audit.code.idp.login", "110145",
            "audit.code.introspect", "110143");

    private Domain realm;
    private Module module;
    private FhirServer fhir;
    private String address;

    @BeforeAll
    void realm(Admin admin) {
        int port = Installation.freePort();
        address = FhirBases.address(port, "koppeltaal");
        realm = create(admin, address, export -> fhir = start(port, admin.realmUrl(export.name())));
        module = realm.module();
        realm.roles().permission("system/AuditEvent.rs", "portal");
    }

    /**
     * By the name that tokens have for it, at the address where it is; before its realm is made, while the port is
     * free.
     */
    private static FhirServer start(int port, String realmUrl) {
        return FhirBases.start(port, FhirBases.domain(Domain.FHIR, realmUrl));
    }

    @AfterAll
    void stop() {
        if (fhir != null) {
            fhir.close();
        }
    }

    private static Domain create(Admin admin, String address, Consumer<DomainExport> before) {
        return Domain.create(admin, export -> {
            before.accept(export);
            return export.fhirService(address)
                    .fhirService("own.name", "auth-service")
                    .domain(POC);
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object json) {
        return (Map<String, Object>) json;
    }

    private String portalToken() {
        return realm.portal("portal").ownToken();
    }

    /** The events of one launch, as soon as there are so many of them. */
    private List<Map<String, Object>> events(String trace, int number) throws InterruptedException {
        String token = portalToken();
        List<Map<String, Object>> events = Eventually.look(() -> found(trace, token), found -> found.size() >= number);
        assertThat(events).as("events of trace %s", trace).hasSize(number);
        return events;
    }

    private List<Map<String, Object>> found(String trace, String token) {
        Response found = given().auth().oauth2(token).get(address + "/AuditEvent?traceId=" + trace);
        assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
        List<Map<String, Object>> entries = found.jsonPath().getList("entry");
        return entries == null
                ? List.of()
                : entries.stream().map(entry -> members(entry.get("resource"))).toList();
    }

    private static Map<String, Object> one(List<Map<String, Object>> events, String description) {
        return events.stream()
                .filter(event -> String.valueOf(event.get("outcomeDesc")).startsWith(description))
                .findFirst()
                .orElseThrow(() -> new AssertionError(description + " in " + events));
    }

    private static String code(Map<String, Object> event) {
        return String.valueOf(members(((List<?>) event.get("subtype")).get(0)).get("code"));
    }

    private static String entity(Map<String, Object> event) {
        return String.valueOf(
                members(members(((List<?>) event.get("entity")).get(0)).get("what"))
                        .get("reference"));
    }

    private static String extension(Map<String, Object> event, String name) {
        return ((List<?>) event.get("extension"))
                .stream()
                        .map(AuditEventsIT::members)
                        .filter(extension -> (EXTENSION + name).equals(extension.get("url")))
                        .map(extension ->
                                String.valueOf(extension.getOrDefault("valueId", extension.get("valueReference"))))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    @DisplayName("KT-AUD-1 KT-AUD-2 KT-AUD-3 KT-AUD-6 a launch: authorize, then login, by reference and trace id")
    void launch() throws Exception {
        String jti = UUID.randomUUID().toString();
        module.launch(
                realm.browser(), "patient-1", realm.hti().claim("jti", jti).sign());

        List<Map<String, Object>> events = events(jti, 2);
        Map<String, Object> authorize = one(events, "authorize: ");
        assertThat(code(authorize)).isEqualTo("110122");
        Map<String, Object> login = one(events, "idp login: ");
        assertThat(code(login)).isEqualTo("110145");
        for (Map<String, Object> event : events) {
            assertThat(members(event.get("type")).get("code")).isEqualTo("110114");
            assertThat(event.get("outcome")).isEqualTo("0");
            assertThat(entity(event)).isEqualTo(Domain.PATIENT);
            assertThat(extension(event, "trace-id")).isEqualTo(jti);
            assertThat(extension(event, "request-id")).isNotEqualTo(extension(event, "correlation-id"));
            assertThat(extension(event, "resource-origin"))
                    .as("the azp of Keycloak's own token")
                    .contains("Device/auth-service");
            assertThat(event.toString())
                    .as("KT-AUD-8")
                    .contains("Device/module", "Device/auth-service")
                    .doesNotContain("patient-1", "Karin", "Terpstra", "example.org", "127.0.0.1:");
        }
    }

    @Test
    @DisplayName("KT-AUD-1 KT-AUD-5 another user: the login failed, and so did the launch (outcome 4)")
    void anotherUser() throws Exception {
        String jti = UUID.randomUUID().toString();
        Map<String, String> callback = module.bring(
                realm.browser(), "practitioner-1", realm.hti().claim("jti", jti).sign());
        assertThat(callback).containsEntry("error", "access_denied");

        List<Map<String, Object>> events = events(jti, 3);
        Map<String, Object> launch = events.stream()
                .filter(event -> members(event.get("type")).get("code").equals("110100"))
                .findFirst()
                .orElseThrow();
        assertThat(code(launch)).isEqualTo("110120");
        assertThat(launch.get("outcome")).isEqualTo("4");
        assertThat(events)
                .filteredOn(event -> "110145".equals(code(event)))
                .allSatisfy(event -> assertThat(event.get("outcome")).isEqualTo("8"))
                .hasSize(1);
        assertThat(events.toString()).doesNotContain("practitioner-1", "kt-prac-1");
    }

    @Test
    @DisplayName("KT-AUD-1 KT-AUD-5 a replayed launch token: told with its user; one that proves nothing: without")
    void refusedTokens() throws Exception {
        String jti = UUID.randomUUID().toString();
        String token = realm.hti().claim("jti", jti).sign();
        module.launch(realm.browser(), "patient-1", token);
        assertThat(module.bring(realm.browser(), token)).containsEntry("error", "invalid_request");
        List<Map<String, Object>> events = events(jti, 4);
        assertThat(events).allSatisfy(event -> assertThat(entity(event)).isEqualTo(Domain.PATIENT));
        assertThat(events).filteredOn(event -> "0".equals(event.get("outcome"))).hasSize(2);

        String trace = UUID.randomUUID().toString();
        String wrong = realm.hti().claim("aud", "Device/other").sign();
        String location = given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .header("X-Request-Id", trace)
                .get(module.authorize(module.request(wrong)))
                .header("Location");
        assertThat(location).startsWith(Domain.CALLBACK).contains("error=invalid_request");
        List<Map<String, Object>> refused = events(trace, 1);
        assertThat(refused).allSatisfy(event -> {
            assertThat(entity(event)).isEqualTo("Device/module");
            assertThat(extension(event, "correlation-id")).isEqualTo(trace);
        });
    }

    @Test
    @DisplayName("KT-AUTHZ-6 an idp_hint that nobody configured: one more event, and the launch goes on")
    void unknownHint() throws Exception {
        String jti = UUID.randomUUID().toString();
        module.launch(
                realm.browser(),
                "patient-1",
                realm.hti().claim("jti", jti).claim("idp_hint", "nowhere").sign());

        Map<String, Object> warning = one(events(jti, 3), "authorize: idp_hint");
        assertThat(code(warning)).isEqualTo("110120");
        assertThat(warning.get("outcome")).isEqualTo("4");
        assertThat(warning.toString()).doesNotContain("nowhere");
    }

    @Test
    @DisplayName("INTRO-KT-9 KT-AUD-4 the introspection of an HTI token is an event, that of another token is not")
    void introspection() throws Exception {
        String jti = UUID.randomUUID().toString();
        String token = realm.hti().claim("jti", jti).sign();
        assertThat(introspect(token, jti).<Boolean>path("active")).isTrue();
        assertThat(introspect(token, jti).<Boolean>path("active")).isFalse();
        List<Map<String, Object>> events = events(jti, 2);
        assertThat(events).allSatisfy(event -> {
            assertThat(code(event)).isEqualTo("110143");
            assertThat(entity(event)).isEqualTo(Domain.PATIENT);
        });
        assertThat(events).extracting(event -> event.get("outcome")).containsExactlyInAnyOrder("0", "8");

        String trace = UUID.randomUUID().toString();
        introspect(portalToken(), trace);
        introspect("garbage", trace);
        String last = UUID.randomUUID().toString();
        introspect(realm.hti().claim("jti", last).sign(), last);
        events(last, 1);
        assertThat(events(trace, 0)).isEmpty();
    }

    private Response introspect(String token, String requestId) {
        return realm.asker().ask(module.caller().header("X-Request-Id", requestId), token);
    }

    @Test
    @DisplayName("KT-AUD-7 attack 36: launches go on while the FHIR service is down")
    void bestEffort(Admin admin) {
        Domain other = create(admin, "http://127.0.0.1:1/fhir", export -> {});
        Response response =
                other.module().launch(other.browser(), "patient-1", other.hti().sign());
        assertThat(response.<String>path("access_token")).isEqualTo("NOOP");
    }

    @Test
    @DisplayName("attack 21: attack 26: Keycloak's own token opens nothing at Keycloak, and is short and narrow")
    void noTokenOfKeycloak(Admin admin) throws Exception {
        try (FhirStub listener = new FhirStub()) {
            Domain other = create(admin, listener.url(), export -> {});
            other.module().launch(other.browser(), "patient-1", other.hti().sign());
            List<String> tokens = Eventually.look(listener::tokens, found -> !found.isEmpty());
            assertThat(tokens).isNotEmpty();
            String token = tokens.get(0);

            JsonPath claims = Jwt.claims(token);
            assertThat(claims.getMap(""))
                    .containsOnlyKeys("iss", "aud", "azp", "iat", "exp", "jti", "scope", "smart_own");
            assertThat(claims.getString("scope")).isEqualTo("system/AuditEvent.c");
            assertThat(claims.getList("aud")).isEqualTo(List.of(Domain.FHIR, "fhir-server"));
            assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(60);
            assertOpensNothing(other, token);
        }
    }

    private static void assertOpensNothing(Domain other, String token) {
        assertThat(given().auth().oauth2(token).get(other.endpoint("userinfo")).statusCode())
                .isEqualTo(401);
        assertThat(given().auth()
                        .oauth2(token)
                        .get(other.url.replace("/realms/", "/admin/realms/") + "/clients")
                        .statusCode())
                .isEqualTo(401);
        for (String endpoint : List.of("/smart/introspect", "/smart/launch-context")) {
            assertThat(given().auth()
                            .oauth2(token)
                            .formParam("token", token)
                            .post(other.url + endpoint)
                            .statusCode())
                    .as(endpoint)
                    .isEqualTo(401);
        }
        assertThat(Caller.basic("fhir-server")
                        .formParam("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
                        .formParam("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                        .formParam("subject_token", token)
                        .post(other.endpoint("token"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(other.introspect(token).getMap("")).isEqualTo(Map.of("active", false));
        assertThat(other.asker()
                        .ask(Caller.basic("fhir-server"), token)
                        .jsonPath()
                        .getMap(""))
                .as("to the FHIR server that it is for, what is in it")
                .containsEntry("active", true)
                .containsEntry("scope", "system/AuditEvent.c")
                .doesNotContainKeys("sub", "username");
    }
}
