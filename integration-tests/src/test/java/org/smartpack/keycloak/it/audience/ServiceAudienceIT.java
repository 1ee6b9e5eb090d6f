/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.audience;

import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A backend service needs no audience mapper. */
@ExtendWith(SharedServer.class)
class ServiceAudienceIT {

    private static final String FHIR = ServiceRealm.FHIR;
    private static final String LAB = ServiceRealm.LAB;
    private static final String SERVICE = ServiceRealm.SERVICE;
    private static final String ELSEWHERE = "https://elsewhere.example.org";

    private ServiceRealm services;

    @BeforeEach
    void realm(Admin admin) {
        services = new ServiceRealm(admin);
    }

    private void secondServer(Map<String, String> settings) {
        services.fhirServer("lab", LAB, settings);
    }

    private static Map<String, Object> introspectionAudience(String audience) {
        return Mapper.of(
                "audience " + audience,
                "oidc-audience-mapper",
                Map.of(
                        "included.custom.audience",
                        audience,
                        "access.token.claim",
                        "true",
                        "introspection.token.claim",
                        "true"));
    }

    @Test
    @DisplayName("SETUP-10: a token with system/ scopes names the realm's FHIR server, which can introspect it")
    void oneServer() {
        Response response = services.ask(SERVICE, Map.of());
        assertThat(response.<String>path("scope")).isEqualTo(ServiceRealm.SCOPE);
        String token = response.path("access_token");
        assertThat(ServiceRealm.audience(token)).containsExactly(FHIR, "fhir-server");
        for (JsonPath told : List.of(
                services.describe("fhir-server", token),
                services.as("fhir-server").introspect(token))) {
            assertThat(told.getBoolean("active")).isTrue();
            assertThat(told.getList("aud")).isEqualTo(List.of(FHIR, "fhir-server"));
            assertThat(told.getString("scope")).isEqualTo(ServiceRealm.SCOPE);
        }
        assertThat(services.audience(SERVICE, Map.of("resource", FHIR + "/"))).containsExactly(FHIR, "fhir-server");
        assertThat(services.audience(SERVICE, Map.of("resource", ""))).containsExactly(FHIR, "fhir-server");
        assertThat(ServiceRealm.audience(services.as(SERVICE).ownToken()))
                .as("without system/ scopes")
                .doesNotContain(FHIR, "fhir-server");
    }

    @Test
    @DisplayName("SETUP-10: hand-made audience mappers go on working, and nothing is there twice")
    void handMade() {
        List.of(FHIR, "fhir-server", ELSEWHERE)
                .forEach(audience -> services.realm.admin.post(
                        services.service.path() + "/protocol-mappers/models", Mapper.audience(audience)));
        assertThat(services.audience(SERVICE, Map.of())).containsExactlyInAnyOrder(FHIR, "fhir-server", ELSEWHERE);
        assertThat(services.describe(
                                "fhir-server", services.ask(SERVICE, Map.of()).path("access_token"))
                        .getList("aud", String.class))
                .containsExactlyInAnyOrder(FHIR, "fhir-server", ELSEWHERE);
        secondServer(Map.of());
        assertThat(services.audience(SERVICE, Map.of()))
                .as("it was made for one of them")
                .containsExactlyInAnyOrder(FHIR, "fhir-server", ELSEWHERE);
        assertRefused(services.ask(SERVICE, Map.of("resource", LAB)));
    }

    private static void assertRefused(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("invalid_target");
        assertThat(response.<String>path("error_description"))
                .isEqualTo("resource is not the base URL of a FHIR server that this client gets tokens for");
    }

    @Test
    @DisplayName("SETUP-11: of several FHIR servers, resource names one; without it, all are named")
    void resource() {
        secondServer(Map.of());
        assertThat(services.audience(SERVICE, Map.of())).containsExactlyInAnyOrder(FHIR, "fhir-server", LAB, "lab");
        assertThat(services.audience(SERVICE, Map.of("resource", LAB))).containsExactly(LAB, "lab");
        String token = services.ask(SERVICE, Map.of("resource", LAB)).path("access_token");
        assertThat(services.describe("lab", token).getBoolean("active")).isTrue();
        assertThat(services.describe("fhir-server", token).getMap("")).isEqualTo(Map.of("active", false));
        for (String wrong : List.of("https://lab.example.org", ELSEWHERE, LAB + "/x", "lab")) {
            assertRefused(services.ask(SERVICE, Map.of("resource", wrong)));
        }
    }

    @Test
    @DisplayName("SETUP-11: the client's mapper names the FHIR servers, and resource can't leave them")
    void setting() {
        secondServer(Map.of());
        services.fhirServer("third", "https://third.example.org/fhir", Map.of());
        services.service.addMapper("smart-backend-service", Map.of("fhir.servers", LAB));
        assertThat(services.audience(SERVICE, Map.of())).containsExactly(LAB, "lab");
        assertThat(services.audience(SERVICE, Map.of("resource", LAB))).containsExactly(LAB, "lab");
        assertRefused(services.ask(SERVICE, Map.of("resource", FHIR)));
        services.service.change(Map.of(
                "protocolMappers",
                List.of(Mapper.of(
                        "several",
                        "smart-backend-service",
                        Map.of("fhir.servers", LAB + "/##" + FHIR + "##https://gone.example.org")))));
        assertThat(services.audience(SERVICE, Map.of())).containsExactlyInAnyOrder(FHIR, "fhir-server", LAB, "lab");
        services.service.change(Map.of(
                "protocolMappers",
                List.of(Mapper.of("none", "smart-backend-service", Map.of("fhir.servers", ELSEWHERE)))));
        assertThat(services.audience(SERVICE, Map.of())).as("fails closed").isEmpty();
        int status = services.realm
                .admin
                .request()
                .contentType(ContentType.JSON)
                .body(Mapper.of("typo", "smart-backend-service", Map.of("fhir.servers", "https://lab.example.org")))
                .post(services.realm.adminUrl("/clients/" + services.service.id() + "/protocol-mappers/models"))
                .statusCode();
        assertThat(status).as("a typo").isEqualTo(400);
    }

    @Test
    @DisplayName("SETUP-11: a FHIR server that may be shown none of the scopes isn't named, nor is a disabled one")
    void shownScopes() {
        secondServer(Map.of("introspection.scopes", "system/Observation.rs"));
        assertThat(services.audience(SERVICE, Map.of())).contains(LAB, FHIR);
        assertThat(services.audience(SERVICE, Map.of("scope", "system/Patient.rs")))
                .containsExactly(FHIR, "fhir-server");
        services.realm.client("fhir-server").change(Map.of("enabled", false));
        assertThat(services.audience(SERVICE, Map.of())).containsExactly(LAB, "lab");
        assertThat(services.audience(SERVICE, Map.of("scope", "system/Patient.rs")))
                .as("none in place of the disabled one")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {FHIR, FHIR + "/", "fhir-server"})
    @DisplayName("SETUP-10: where the FHIR server that an audience mapper names is disabled, no other takes its place")
    void lostServer(String name) {
        secondServer(Map.of());
        services.service.change(Map.of("protocolMappers", List.of(introspectionAudience(name))));
        assertThat(services.audience(SERVICE, Map.of()))
                .contains(FHIR, "fhir-server")
                .doesNotContain(LAB, "lab");
        services.realm.client("fhir-server").change(Map.of("enabled", false));
        assertThat(services.audience(SERVICE, Map.of())).doesNotContain(FHIR, FHIR + "/", "fhir-server", LAB, "lab");
    }

    @Test
    @DisplayName("SETUP-10: a lightweight token names the FHIR server too, and others still introspect it")
    void lightweight() {
        RealmClient light = services.service(
                "light",
                Map.of(
                        "attributes", Map.of("client.use.lightweight.access.token.enabled", "true"),
                        "protocolMappers", List.of(introspectionAudience("other-server"))));
        services.realm.createClient("other-server", Map.of("secret", Caller.secret("other-server")));
        assertThat(light.clientId()).isEqualTo("light");
        String token = services.ask("light", Map.of()).path("access_token");
        assertThat(ServiceRealm.audience(token)).containsExactlyInAnyOrder(FHIR, "fhir-server", "other-server");
        assertThat(services.describe("fhir-server", token).getBoolean("active")).isTrue();
        assertThat(services.as("other-server").introspect(token).getBoolean("active"))
                .isTrue();
        secondServer(Map.of());
        services.realm.admin.post(light.path() + "/protocol-mappers/models", introspectionAudience(FHIR));
        assertThat(services.audience("light", Map.of())).contains(FHIR).doesNotContain(LAB, "lab");
    }

    @Test
    @DisplayName("SETUP-11: a refreshed token is for no more FHIR servers than its grant")
    void refreshed() {
        secondServer(Map.of());
        services.service("refreshing", Map.of("attributes", Map.of("client_credentials.use_refresh_token", "true")));
        Client client = services.as("refreshing");
        Response tokens = services.ask("refreshing", Map.of("resource", LAB));
        Response refreshed = client.refresh(tokens.<String>path("refresh_token"));
        assertThat(refreshed.statusCode()).as(refreshed.asString()).isEqualTo(200);
        assertThat(ServiceRealm.audience(refreshed.path("access_token"))).containsExactly(LAB, "lab");
        assertRefused(client.token(Map.of(
                "grant_type", "refresh_token", "resource", FHIR, "refresh_token", refreshed.path("refresh_token"))));
    }

    @Test
    @DisplayName(
            "SETUP-12: the token of a backend service says nothing of roles, profile and e-mail; its own mapper may")
    void noUserData() {
        String token = services.ask(SERVICE, Map.of()).path("access_token");
        for (JsonPath claims : List.of(Jwt.claims(token), services.describe("fhir-server", token))) {
            assertThat(claims.getMap(""))
                    .doesNotContainKeys("realm_access", "resource_access", "preferred_username", "email_verified")
                    .containsKeys("sub", "azp");
        }
        services.service.addMapper(
                "oidc-usermodel-realm-role-mapper",
                Map.of(
                        "claim.name",
                        "realm_access.roles",
                        "jsonType.label",
                        "String",
                        "multivalued",
                        "true",
                        "access.token.claim",
                        "true",
                        "introspection.token.claim",
                        "true"));
        String asked = services.ask(SERVICE, Map.of()).path("access_token");
        assertThat(Jwt.claims(asked).getList("realm_access.roles", String.class))
                .contains("offline_access");
        assertThat(Jwt.claims(asked).getMap("")).doesNotContainKey("resource_access");

        JsonPath ordinary = Jwt.claims(services.as(SERVICE).ownToken());
        assertThat(ordinary.getMap("")).as("without SMART scopes").containsKeys("realm_access", "preferred_username");
        assertThat(ordinary.getString("scope")).contains("profile", "email");
    }

    @Test
    @DisplayName("SETUP-12, INTRO-25: who may introspect is decided by the roles of now, which aren't in the token")
    void rightsOfNow() {
        RealmClient gateway = services.service("gateway", Map.of());
        String own = services.ask("gateway", Map.of()).path("access_token");
        String token = services.ask(SERVICE, Map.of()).path("access_token");
        assertThat(introspect(own, token).statusCode()).isEqualTo(403);
        gateway.give(services.realm.client("fhir-server"), "introspect");
        assertThat(introspect(own, token).<Boolean>path("active")).isTrue();
        assertThat(Jwt.claims(services.ask("gateway", Map.of()).path("access_token"))
                        .getMap(""))
                .doesNotContainKey("resource_access");
    }

    private Response introspect(String bearer, String token) {
        return Caller.bearer(bearer).formParam("token", token).post(services.realm.url + "/smart/introspect");
    }

    @Test
    @DisplayName("SETUP-10, 12: in a realm without a FHIR server nothing changes")
    void ungoverned(Admin admin) {
        Realm plain = Realm.create(admin);
        RealmClient client = plain.createClient(
                SERVICE,
                Map.of(
                        "secret",
                        Caller.secret(SERVICE),
                        "serviceAccountsEnabled",
                        true,
                        "protocolMappers",
                        List.of(Mapper.audience(ELSEWHERE))));
        client.allow("system/*.rs", false);
        Response response = Client.confidential(plain, SERVICE)
                .token(Map.of("grant_type", "client_credentials", "scope", ServiceRealm.SCOPE, "resource", LAB));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        JsonPath claims = Jwt.claims(response.path("access_token"));
        assertThat(ServiceRealm.audience(response.path("access_token")))
                .contains(ELSEWHERE)
                .doesNotContain(LAB);
        assertThat(claims.getMap("")).containsKeys("realm_access", "resource_access", "preferred_username");
    }
}
