/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.iua;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A SMART realm that is an IUA realm for a while. */
@ExtendWith(SharedServer.class)
class IuaSwitchIT {

    private static final String MAPPERS = "/protocol-mappers/models";

    private SmartRealm realm;
    private RealmClient server;
    private App app;

    @BeforeEach
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        server = realm.client("fhir-server");
        app = realm.newApp(Map.of("serviceAccountsEnabled", true));
        RealmClient client = realm.client(app.clientId());
        client.addMapper("smart-iua-claims", Map.of("subject_organization", "Clinic"));
        client.allow("system/*.rs", false);
    }

    private void switchOn() {
        server.addMapper("smart-iua", Map.of("home.community.id", "urn:oid:2.16.840.1", "metadata.strict", "true"));
    }

    private String mapper() {
        String id = realm.admin.get(server.path() + MAPPERS).path("find { it.protocolMapper == 'smart-iua' }.id");
        return MAPPERS + "/" + id;
    }

    private List<Map<String, Object>> documents() {
        return Stream.of("openid-configuration", "smart-configuration", "oauth-authorization-server")
                .map(name -> given().get(realm.url + "/.well-known/" + name))
                .map(document -> document.jsonPath().<String, Object>getMap(""))
                .toList();
    }

    /** What becomes of a request without state, which only IUA requires. */
    private Map<String, String> withoutState() {
        Map<String, String> request = app.request("openid fhirUser launch/patient patient/*.rs", Pkce.create());
        request.remove("state");
        return realm.browser().visit(app.authorize(request), "alice");
    }

    private Response ownToken(Map<String, String> parameters) {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("grant_type", "client_credentials");
        form.put("scope", "system/Patient.rs");
        return app.token(form);
    }

    /** The claims of a token, without those that are others each time. */
    private Map<String, Object> claims() {
        Response response = ownToken(Map.of());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        Map<String, Object> claims =
                new LinkedHashMap<>(Jwt.claims(response.path("access_token")).getMap(""));
        claims.keySet().removeAll(List.of("exp", "iat", "jti"));
        return claims;
    }

    private int formOfToken() {
        return ownToken(Map.of("requested_token_type", "urn:ietf:params:oauth:token-type:saml2"))
                .statusCode();
    }

    @Test
    @DisplayName("IUA-71-1, 9, IUA-103-6, IUA-JWT-3: an IUA realm whose mapper is deleted is what it was before")
    void asBefore() {
        List<Map<String, Object>> documents = documents();
        Map<String, Object> claims = claims();
        assertThat(formOfToken()).isEqualTo(200);
        switchOn();
        assertThat(documents()).doesNotContainAnyElementsOf(List.of(documents.get(0), documents.get(2)));
        assertThat(claims()).containsKey("extensions");
        assertThat(withoutState()).containsEntry("error", "invalid_request");
        assertThat(formOfToken()).isEqualTo(400);
        realm.admin.delete(server.path() + mapper());
        assertThat(documents()).isEqualTo(documents);
        assertThat(claims()).isEqualTo(claims).doesNotContainKey("extensions");
        assertThat(withoutState()).containsKey("code").doesNotContainKey("error");
        assertThat(formOfToken()).isEqualTo(200);
        switchOn();
        assertThat(claims()).containsKey("extensions");
    }

    @Test
    @DisplayName("IUA-71-1, attack 38: a mapper that its client's manager deletes leaves IUA's rules in force")
    void notByEverybody() {
        switchOn();
        String mapper = mapper();
        realm.createUser("managing").give(realm.client("realm-management"), "manage-clients");
        String token =
                Client.publicClient(realm, "admin-cli").password("managing").path("access_token");
        given().auth()
                .oauth2(token)
                .delete(realm.adminUrl("/clients/" + server.id() + mapper))
                .then()
                .statusCode(204);
        assertThat(withoutState()).containsEntry("error", "invalid_request");
        assertThat(formOfToken()).isEqualTo(400);
    }
}
