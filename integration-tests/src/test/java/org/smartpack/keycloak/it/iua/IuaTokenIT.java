/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.iua;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** ITI-71 with client credentials. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IuaTokenIT {

    private static final Map<String, Object> TREAT = Map.of(
            "system", "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code", "TREAT", "display", "treatment");

    private Iua iua;

    @BeforeAll
    void realm(Admin admin) {
        iua = Iua.create(admin);
    }

    @Test
    @DisplayName("IUA-1, IUA-3, IUA-71-1, 5: Basic and system/*.* give a bearer token that is never cached")
    void published() {
        Response response = iua.ask(Map.of("scope", "system/*.*"));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.<String>path("token_type")).isEqualToIgnoringCase("bearer");
        assertThat(response.<Integer>path("expires_in")).isPositive();
        assertThat(response.<String>path("scope")).isEqualTo("system/*.*");
        assertThat(response.header("Cache-Control")).contains("no-store");
        assertThat(response.header("Pragma")).isEqualTo("no-cache");
        Response narrow = iua.ask(Map.of("scope", "system/Observation.read"));
        assertThat(narrow.<String>path("scope")).isEqualTo("system/Observation.read");
        Iua.assertRefused(iua.ask(Map.of("scope", "ITI-99")), "invalid_scope");
        Response get = Caller.basic(Iua.SYSTEM).get(iua.realm.tokenUrl() + "?grant_type=client_credentials");
        assertThat(get.statusCode()).isEqualTo(405);
    }

    @Test
    @DisplayName(
            "IUA-2, IUA-JWT-2, 5, 6: a client's own token has every required claim with its type, and sub names it")
    void requiredClaims() {
        Response response = iua.ask(Map.of("scope", "system/*.*"));
        JsonPath claims = Iua.claims(response);
        assertThat(claims.<Object>get("iss")).isEqualTo(iua.realm.url);
        assertThat(claims.<Object>get("sub")).isEqualTo(Iua.SYSTEM);
        assertThat(claims.<Object>get("client_id")).isEqualTo(Iua.SYSTEM);
        assertThat(claims.<Object>get("jti")).isInstanceOf(String.class);
        assertThat(claims.<Object>get("exp")).isInstanceOf(Integer.class);
        assertThat(claims.<Object>get("iat")).isInstanceOf(Integer.class);
        assertThat(claims.<Object>get("scope")).isEqualTo("system/*.*");
        assertThat(Iua.audience(response)).containsExactly(Iua.FHIR, Iua.SERVER);
        assertThat(Jwt.header(Iua.token(response)).getString("typ")).isEqualTo("JWT");
        iua.realm.client(Iua.SYSTEM).changeAttributes(Map.of("access.token.header.type.rfc9068", "true"));
        assertThat(Jwt.header(Iua.token(iua.ask(Map.of()))).getString("typ")).isEqualTo("at+jwt");
        iua.realm.client(Iua.SYSTEM).changeAttributes(Map.of("access.token.header.type.rfc9068", "false"));
    }

    @Test
    @DisplayName(
            "IUA-JWT-3, INTRO-IUA-4: organization, purpose of use and home community come from the client's settings")
    void extensions() {
        String token = Iua.token(iua.ask(Map.of("scope", "system/*.*")));
        Map<String, Object> expected = Map.of(
                "ihe_iua",
                Map.of(
                        "subject_organization",
                        "Central Hospital",
                        "subject_organization_id",
                        "urn:oid:1.2.840.113619.20.2",
                        "purpose_of_use",
                        List.of(TREAT),
                        "home_community_id",
                        "urn:oid:1.2.840.113619.20.2.1"));
        assertThat(Jwt.claims(token).getMap("extensions")).isEqualTo(expected);
        JsonPath told = iua.introspect(token);
        assertThat(told.getBoolean("active")).isTrue();
        assertThat(told.getMap("extensions")).isEqualTo(expected);
        JsonPath claims = Jwt.claims(token);
        for (String name : List.of("iss", "sub", "client_id", "aud", "jti", "exp", "iat", "scope")) {
            assertThat(told.<Object>get(name)).as(name).isEqualTo(claims.get(name));
        }
    }

    @ParameterizedTest
    @CsvSource({"HS256", "RS256", "ES256"})
    @DisplayName("IUA-JWT-1: tokens are signed with the algorithm of the client, and introspection knows each")
    void algorithms(String algorithm) {
        RealmClient client = newSystem(Map.of("access.token.signed.response.alg", algorithm));
        String token = Iua.token(iua.ask(client.clientId(), Map.of("scope", "system/*.*")));
        assertThat(Jwt.header(token).getString("alg")).isEqualTo(algorithm);
        assertThat(token.split("\\.")).hasSize(3);
        assertThat(iua.introspect(token).getString("client_id")).isEqualTo(client.clientId());
    }

    private RealmClient newSystem(Map<String, String> attributes) {
        String clientId = "system-" + UUID.randomUUID();
        return iua.realm.createClient(
                clientId,
                Map.of(
                        "secret",
                        Caller.secret(clientId),
                        "standardFlowEnabled",
                        false,
                        "serviceAccountsEnabled",
                        true,
                        "attributes",
                        attributes,
                        "defaultClientScopes",
                        List.of("basic", "system/*.*")));
    }

    @Test
    @DisplayName("IUA-JWT-2: a client id that looks like a user's id never becomes sub")
    void likeUserId() {
        String clientId = iua.realm.user(Iua.USER).id();
        iua.realm.createClient(clientId, Map.of("secret", Caller.secret(clientId), "serviceAccountsEnabled", true));
        assertThat(Iua.claims(iua.ask(clientId, Map.of())).getString("sub")).isNotEqualTo(clientId);
    }

    @Test
    @DisplayName("IUA-71-2: resource limits the audience to that resource server; a stranger is invalid_target")
    void resource() {
        RealmClient client = newSystem(Map.of());
        client.addMapper(
                "another",
                "oidc-audience-mapper",
                Map.of("included.client.audience", Iua.APP, "access.token.claim", "true"));
        Map<String, String> limited = Map.of("scope", "system/*.*", "resource", Iua.FHIR + "/");
        assertThat(Iua.audience(iua.ask(client.clientId(), limited))).containsExactly(Iua.FHIR, Iua.SERVER);
        assertThat(Iua.audience(iua.ask(client.clientId(), Map.of("scope", "system/*.*"))))
                .containsExactlyInAnyOrder(Iua.APP, Iua.FHIR, Iua.SERVER);
        for (String stranger : List.of(
                "https://elsewhere.example.org", Iua.FHIR + "/Patient", Iua.SERVER, "no url", Iua.FHIR + "#x")) {
            Iua.assertRefused(
                    iua.ask(client.clientId(), Map.of("scope", "system/*.*", "resource", stranger)), "invalid_target");
            Iua.assertRefused(iua.ask(Map.of("scope", "ITI-68", "resource", stranger)), "invalid_target");
        }
        Response twice = iua.as(Iua.SYSTEM)
                .caller()
                .formParam("grant_type", "client_credentials")
                .formParam("resource", Iua.FHIR, Iua.FHIR)
                .post(iua.realm.tokenUrl());
        Iua.assertRefused(twice, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ITI-65", "ITI-66", "ITI-67", "ITI-68", "ITI-65 ITI-68"})
    @DisplayName("IUA-6, SMART-SCOPE-49: MHD's scopes are granted by name, and the token is for the resource server")
    void mhd(String scope) {
        Response response = iua.ask(Map.of("scope", scope));
        assertThat(response.<String>path("scope").split(" ")).contains(scope.split(" "));
        assertThat(Iua.audience(response)).containsExactly(Iua.FHIR, Iua.SERVER);
        assertThat(iua.introspect(Iua.token(response)).getString("scope")).contains(scope.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:ietf:params:oauth:token-type:jwt",
                "urn:ietf:params:oauth:token-type:access_token",
                "urn:ietf:params:oauth:token-type:access-token"
            })
    @DisplayName("IUA-71-9: a JWT can be asked for by either of its names")
    void supportedType(String type) {
        assertThat(Iua.claims(iua.ask(Map.of("requested_token_type", type))).getString("iss"))
                .isEqualTo(iua.realm.url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:ietf:params:oauth:token-type:saml2",
                "urn:ietf:params:oauth:token-type:refresh_token",
                "jwt",
                "URN:IETF:PARAMS:OAUTH:TOKEN-TYPE:JWT"
            })
    @DisplayName("IUA-71-9, IUA-71-4, IUA-SAML-1: another format is invalid_request")
    void unsupportedType(String type) {
        Iua.assertRefused(iua.ask(Map.of("requested_token_type", type)), "invalid_request");
    }

    @Test
    @DisplayName("IUA-JWT-3, 4: a value of a wrong form can't be saved")
    void savedForms() {
        RealmClient client = newSystem(Map.of());
        for (Map.Entry<String, String> wrong : Map.of(
                        "subject_organization_id", "1.2.3",
                        "purpose_of_use", "TREAT",
                        "subject_role", "doctor|",
                        "home_community_id", "urn:oid:3.1",
                        "doc_id", "document 1",
                        "acp", "policy")
                .entrySet()) {
            Response refused = iua.realm
                    .admin
                    .request()
                    .contentType("application/json")
                    .body(Mapper.of("IUA claims", "smart-iua-claims", Map.of(wrong.getKey(), wrong.getValue())))
                    .post(iua.realm.adminUrl("/clients/" + client.id() + "/protocol-mappers/models"));
            assertThat(refused.statusCode()).as(wrong.getKey()).isEqualTo(400);
            assertThat(refused.asString()).contains(wrong.getKey() + " must be");
        }
    }

    @Test
    @DisplayName("IUA-JWT-3: a value of a wrong form that an import brought is left out, and the rest is there")
    void importedForms() {
        String clientId = "imported";
        iua.realm.createClient(
                clientId,
                Map.of(
                        "secret",
                        Caller.secret(clientId),
                        "serviceAccountsEnabled",
                        true,
                        "protocolMappers",
                        List.of(
                                Mapper.of(
                                        "IUA claims",
                                        "smart-iua-claims",
                                        Map.of(
                                                "subject_organization", "A",
                                                "subject_organization_id", "1.2.3",
                                                "purpose_of_use", "TREAT")),
                                Mapper.of(
                                        "extensions",
                                        "oidc-hardcoded-claim-mapper",
                                        Map.of(
                                                "claim.name",
                                                "extensions",
                                                "claim.value",
                                                "{\"ihe_iua\":{\"person_id\":5},\"other\":true}",
                                                "jsonType.label",
                                                "JSON",
                                                "access.token.claim",
                                                "true")))));
        assertThat(Iua.claims(iua.ask(clientId, Map.of())).getMap("extensions"))
                .isEqualTo(Map.of(
                        "other",
                        true,
                        "ihe_iua",
                        Map.of("subject_organization", "A", "home_community_id", "urn:oid:1.2.840.113619.20.2.1")));
    }

    private static Map<String, String> forgedExtensions(String value, boolean inToken) {
        return Map.of(
                "claim.name",
                "extensions",
                "claim.value",
                value,
                "jsonType.label",
                "JSON",
                "access.token.claim",
                String.valueOf(inToken),
                "introspection.token.claim",
                "true");
    }

    /** At both endpoints of the pack and at Keycloak's. */
    private static void assertTells(Iua of, String token) {
        Object extensions = Jwt.claims(token).get("extensions");
        for (String endpoint : List.of(
                of.realm.url + "/smart/introspect",
                of.realm.url + "/smart/tokeninfo",
                of.realm.endpoint("token/introspect"))) {
            JsonPath told = Caller.basic(Iua.SERVER)
                    .formParam("token", token)
                    .post(endpoint)
                    .jsonPath();
            assertThat(told.getBoolean("active")).as(endpoint).isTrue();
            assertThat(told.<Object>get("extensions")).as(endpoint).isEqualTo(extensions);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("INTRO-IUA-4, attack 24: a mapper can't make introspection tell other claims of IUA than the token")
    void forgedExtensions(boolean inToken) {
        RealmClient client = newSystem(Map.of());
        client.addMapper(
                "extensions",
                "oidc-hardcoded-claim-mapper",
                forgedExtensions(
                        "{\"ihe_iua\":{\"person_id\":\"forged\"},\"ihe_bppc\":{\"acp\":\"urn:x:y\"}}", inToken));
        String token = Iua.token(iua.ask(client.clientId(), Map.of("scope", "system/*.*")));
        assertThat(Jwt.claims(token).getMap("extensions").toString()).doesNotContain("forged", "ihe_bppc");
        assertTells(iua, token);
    }

    @Test
    @DisplayName("INTRO-IUA-4, attack 24: introspection tells no claims of IUA of a token that has none")
    void forgedAlone(Admin admin) {
        Iua bare = Iua.create(admin, Map.of(), Map.of("home.community.id", ""));
        RealmClient client = bare.realm.createClient(
                "bare",
                Map.of(
                        "secret",
                        Caller.secret("bare"),
                        "serviceAccountsEnabled",
                        true,
                        "defaultClientScopes",
                        List.of("basic", "system/*.*")));
        client.addMapper(
                "extensions",
                "oidc-hardcoded-claim-mapper",
                forgedExtensions("{\"ihe_iua\":{\"person_id\":\"forged\"}}", true));
        client.addMapper(
                "more extensions",
                "oidc-hardcoded-claim-mapper",
                forgedExtensions("{\"ihe_iua\":{\"subject_name\":\"forged\"}}", false));
        String token = Iua.token(bare.ask("bare", Map.of("scope", "system/*.*")));
        assertThat(Jwt.claims(token).<Object>get("extensions")).isNull();
        assertTells(bare, token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"person_id", "national_provider_identifier"})
    @DisplayName("IUA-JWT-3, attack 24: who a person is isn't a client's setting, whatever way it came")
    void personOfSettings(String claim) {
        Map<String, String> setting = Map.of(claim, "1234567893");
        RealmClient client = newSystem(Map.of());
        Response refused = iua.realm
                .admin
                .request()
                .contentType("application/json")
                .body(Mapper.of("IUA claims", "smart-iua-claims", setting))
                .post(iua.realm.adminUrl("/clients/" + client.id() + "/protocol-mappers/models"));
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.asString()).contains(claim);
        RealmClient imported = iua.realm.createClient(
                "person-" + claim,
                Map.of(
                        "secret",
                        Caller.secret("person-" + claim),
                        "serviceAccountsEnabled",
                        true,
                        "protocolMappers",
                        List.of(Mapper.of("IUA claims", "smart-iua-claims", setting))));
        assertThat(Iua.claims(iua.ask(imported.clientId(), Map.of())).<String, Object>getMap("extensions.ihe_iua"))
                .containsOnlyKeys("home_community_id");
    }

    @Test
    @DisplayName("IUA-JWT-2, attack 43: a client id that is a user's id of any form never becomes sub")
    void likeImportedUserId(Admin admin) {
        Map<String, Object> export = Installation.realm("iua");
        Iua.list(export, "users").add(Map.of("id", "nurse-7", "username", "nurse", "enabled", true));
        Iua own = new Iua(new Realm(admin, admin.createRealm(export)));
        own.realm.createClient("nurse-7", Map.of("secret", Caller.secret("nurse-7"), "serviceAccountsEnabled", true));
        assertThat(Iua.claims(own.ask("nurse-7", Map.of())).getString("sub")).isNotEqualTo("nurse-7");
    }

    @Test
    @DisplayName("IUA-71-9: without the profile, a realm ignores requested_token_type and writes no IUA claims")
    void otherRealm(Admin admin) {
        Realm other = Realm.create(admin);
        other.createClient("service", Map.of("secret", Caller.secret("service"), "serviceAccountsEnabled", true));
        Response response = Client.confidential(other, "service")
                .token(Map.of(
                        "grant_type",
                        "client_credentials",
                        "requested_token_type",
                        "urn:ietf:params:oauth:token-type:saml2"));
        assertThat(Iua.claims(response).getMap("")).doesNotContainKey("extensions");
        assertThat(Iua.claims(response).getString("sub")).isNotEqualTo("service");
    }
}
