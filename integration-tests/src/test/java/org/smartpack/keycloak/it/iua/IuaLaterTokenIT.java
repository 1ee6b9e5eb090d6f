/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.iua;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.realm.RealmUser;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code extensions} of tokens that are made from an earlier token: by a refresh, and by an exchange (RFC 8693). */
@ExtendWith(SharedServer.class)
class IuaLaterTokenIT {

    private static final String REASONS = "http://terminology.hl7.org/CodeSystem/v3-ActReason|";
    private static final String GATEWAY = "gateway";
    private static final String MAPPER = "smart-iua-claims";
    private static final String OTHER = "https://other.example.org/fhir";
    private static final String PERMISSIONS = "permissions";
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String REFRESH_TYPE = "urn:ietf:params:oauth:token-type:refresh_token";
    private static final String ID_TOKEN = "http://openid.net/specs/openid-connect-core-1_0.html#IDToken";

    private Iua iua;
    private RealmClient app;
    private RealmClient gateway;

    @BeforeEach
    void realm(Admin admin) {
        iua = Iua.create(admin);
        app = iua.realm.client(Iua.APP);
        gateway = exchanger(GATEWAY);
        iua.realm.admin.post(app.path() + "/protocol-mappers/models", Mapper.audience(GATEWAY));
    }

    private RealmClient exchanger(String clientId) {
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
                        Map.of(
                                "standard.token.exchange.enabled", "true",
                                "standard.token.exchange.enableRefreshRequestedTokenType", "SAME_SESSION"),
                        "defaultClientScopes",
                        List.of("basic"),
                        "optionalClientScopes",
                        List.of("ITI-67", "ITI-68")));
    }

    /** Changes the mapper "IUA claims" of the app; other settings of it are gone. */
    private void settings(Map<String, String> config) {
        String mappers = app.path() + "/protocol-mappers/models";
        Map<String, Object> mapper = new LinkedHashMap<>(
                iua.realm.admin.get(mappers).jsonPath().getMap("find { it.protocolMapper == '" + MAPPER + "' }"));
        mapper.put("config", config);
        iua.realm.admin.put(mappers + "/" + mapper.get("id"), mapper);
    }

    private Response exchange(String clientId, String token, Map<String, String> parameters) {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "grant_type",
                EXCHANGE,
                "subject_token",
                token,
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token"));
        form.putAll(parameters);
        return iua.as(clientId).token(form);
    }

    private Response login() {
        return iua.login("ITI-68 offline_access", Map.of(), Map.of());
    }

    private Response refresh(Response before) {
        return iua.as(Iua.APP).refresh(before.<String>path("refresh_token"));
    }

    /** A launch with a patient, of an app that has a policy and a document of consent. */
    private Response launch() {
        settings(Map.of(
                "purpose_of_use",
                REASONS + "TREAT##" + REASONS + "ETREAT",
                "bppc.patient",
                "true",
                "doc_id",
                "urn:oid:1.2.3",
                "acp",
                "urn:oid:1.2.4"));
        Response registered = Caller.basic(Iua.SERVER)
                .contentType("application/json")
                .body(Map.of("patient", "pat-1"))
                .post(iua.realm.url + "/smart/launch-context");
        return iua.login(
                "launch openid fhirUser offline_access patient/*.rs",
                Map.of("launch", registered.path("launch"), "aud", Iua.FHIR),
                Map.of());
    }

    private static Map<String, Object> extensions(Response response) {
        return Iua.claims(response).getMap("extensions");
    }

    private static List<String> purposes(Response response) {
        return Iua.claims(response).getList("extensions.ihe_iua.purpose_of_use.code");
    }

    private static Map<String, Object> consent(Response response) {
        return Iua.claims(response).getMap("extensions.ihe_bppc");
    }

    private static Map<String, Object> subject(Response response) {
        return Iua.claims(response).getMap("extensions.ihe_iua");
    }

    @Test
    @DisplayName("IUA-JWT-7, 3, 4: refreshed tokens say what the grant's first token said, one after the other")
    void refreshed() {
        Response first = launch();
        assertThat(purposes(first)).containsExactly("TREAT", "ETREAT");
        assertThat(consent(first)).containsKeys("patient_id", "doc_id", "acp");
        Response second = refresh(first);
        Response third = refresh(second);
        assertThat(extensions(second)).isEqualTo(extensions(first));
        assertThat(extensions(third)).isEqualTo(extensions(first));
        assertThat(iua.introspect(Iua.token(third)).getMap("extensions")).isEqualTo(extensions(first));
    }

    @Test
    @DisplayName("IUA-JWT-7, attack 15: a refresh adds no purpose and no role that was set since")
    void refreshAddsNothing() {
        Response first = login();
        assertThat(purposes(first)).containsExactly("TREAT");
        settings(Map.of("purpose_of_use", REASONS + "TREAT##" + REASONS + "HRESCH"));
        RealmUser user = iua.realm.user(Iua.USER);
        user.change(Map.of(
                "attributes",
                Map.of(
                        "fhirUser",
                        List.of("Practitioner/prac-1"),
                        "iua_subject_role",
                        List.of(
                                "http://terminology.hl7.org/CodeSystem/practitioner-role|doctor|Physician",
                                "http://terminology.hl7.org/CodeSystem/practitioner-role|pharmacist"),
                        "iua_person_id",
                        List.of("prac-2"))));
        Response refreshed = refresh(first);
        assertThat(purposes(refreshed)).containsExactly("TREAT");
        assertThat(extensions(refreshed)).containsOnlyKeys("ihe_iua");
        assertThat(Iua.claims(refreshed).getList("extensions.ihe_iua.subject_role.code"))
                .as("the role that the user has had all the time")
                .containsExactly("doctor");
        assertThat(subject(refreshed))
                .as("nor is there what is no longer so")
                .doesNotContainKeys("person_id", "subject_organization", "national_provider_identifier");
        assertThat(purposes(refresh(refreshed))).containsExactly("TREAT");
        assertThat(purposes(login())).as("a new login").containsExactly("TREAT", "HRESCH");
    }

    @ParameterizedTest
    @CsvSource({"purpose_of_use, " + REASONS + "TREAT", "acp, urn:oid:1.2.4", "doc_id, urn:oid:1.2.3"})
    @DisplayName("IUA-JWT-7, attack 15: a purpose or a consent that was set or removed since ends the grant")
    void refreshOfNothing(String name, String value) {
        settings(Map.of());
        Response without = login();
        assertThat(subject(without)).containsKey("subject_name").doesNotContainKey("purpose_of_use");
        Response still = refresh(without);
        assertThat(extensions(still)).isEqualTo(extensions(without));
        settings(Map.of(name, value));
        assertRefused(refresh(still), "invalid_grant", "this grant was made without " + name + "; sign in again");
        Response with = login();
        Response again = refresh(with);
        assertThat(extensions(again)).isEqualTo(extensions(with));
        settings(Map.of());
        assertRefused(refresh(again), "invalid_grant", name + " of this grant no longer applies; sign in again");
    }

    private static void assertRefused(Response response, String error, String description) {
        Iua.assertRefused(response, error);
        assertThat(response.<String>path("error_description")).isEqualTo(description);
    }

    @ParameterizedTest
    @CsvSource({"purpose_of_use, " + REASONS + "HRESCH", "acp, urn:oid:9.9.9", "doc_id, urn:oid:9.9.9"})
    @DisplayName("IUA-JWT-7: a grant for a purpose or a consent that is another one now can't be refreshed")
    void refreshOfAnother(String name, String value) {
        Map<String, String> config = new LinkedHashMap<>(
                Map.of("purpose_of_use", REASONS + "TREAT", "doc_id", "urn:oid:1.2.3", "acp", "urn:oid:1.2.4"));
        settings(config);
        Response first = login();
        config.put(name, value);
        settings(config);
        assertRefused(refresh(first), "invalid_grant", name + " of this grant no longer applies; sign in again");
    }

    @Test
    @DisplayName("IUA-JWT-7, attack 15: without one of its scopes, a refreshed token has no purpose of another scope")
    void narrowedScope() {
        settings(Map.of());
        purposeOfScope("ITI-67", "TREAT");
        purposeOfScope("ITI-68", "TREAT");
        Response first = iua.login("ITI-67 ITI-68 offline_access", Map.of(), Map.of());
        assertThat(purposes(first)).containsExactly("TREAT");
        Response narrow = iua.as(Iua.APP).refresh(first.<String>path("refresh_token"), "ITI-67 offline_access");
        assertThat(purposes(narrow)).containsExactly("TREAT");
        Response whole = refresh(narrow);
        assertThat(purposes(whole)).as("the whole grant again").containsExactly("TREAT");
        purposeOfScope("ITI-68", "HRESCH");
        purposeOfScope("ITI-67", "HRESCH");
        Iua.assertRefused(
                iua.as(Iua.APP).refresh(whole.<String>path("refresh_token"), "ITI-68 offline_access"), "invalid_grant");
    }

    private void purposeOfScope(String scope, String code) {
        String scopes = iua.realm.path("/client-scopes");
        String id = iua.realm.admin.get(scopes).jsonPath().getString("find { it.name == '" + scope + "' }.id");
        String mappers = scopes + "/" + id + "/protocol-mappers/models";
        String old =
                iua.realm.admin.get(mappers).jsonPath().getString("find { it.protocolMapper == '" + MAPPER + "' }.id");
        if (old != null) {
            iua.realm.admin.delete(mappers + "/" + old);
        }
        iua.realm.admin.post(mappers, Mapper.of("IUA claims", MAPPER, Map.of("purpose_of_use", REASONS + code)));
    }

    @Test
    @DisplayName("IUA-JWT-7, 3, 4: an exchanged token says what the subject token said, its patient and consent too")
    void exchanged() {
        Response first = launch();
        Response exchanged = exchange(GATEWAY, Iua.token(first), Map.of("scope", "ITI-68"));
        assertThat(Iua.claims(exchanged).getString("client_id")).isEqualTo(GATEWAY);
        assertThat(Iua.claims(exchanged).getString("sub"))
                .isEqualTo(Iua.claims(first).getString("sub"));
        assertThat(extensions(exchanged)).isEqualTo(extensions(first));
    }

    @Test
    @DisplayName("IUA-JWT-7, attack 15: an exchange gains nothing from the settings of the client that makes it")
    void exchangeGainsNothing() {
        gateway.addMapper(
                "IUA claims",
                MAPPER,
                Map.of(
                        "purpose_of_use",
                        REASONS + "TREAT##" + REASONS + "HRESCH",
                        "subject_organization",
                        "Gateway Ltd",
                        "subject_role",
                        "http://terminology.hl7.org/CodeSystem/practitioner-role|pharmacist"));
        Response first = login();
        Response exchanged = exchange(GATEWAY, Iua.token(first), Map.of());
        assertThat(purposes(exchanged)).containsExactly("TREAT");
        assertThat(extensions(exchanged)).isEqualTo(extensions(first));
        assertThat(purposes(iua.ask(GATEWAY, Map.of()))).as("its own token").containsExactly("TREAT", "HRESCH");
    }

    @ParameterizedTest
    @CsvSource({"purpose_of_use, " + REASONS + "TREAT", "acp, urn:oid:1.2.4", "doc_id, urn:oid:1.2.3"})
    @DisplayName("IUA-JWT-7, attack 15: a client with a purpose or a consent can't exchange a token without it")
    void exchangeOfNothing(String name, String value) {
        settings(Map.of());
        String token = Iua.token(login());
        Response exchanged = exchange(GATEWAY, token, Map.of());
        assertThat(extensions(exchanged)).containsOnlyKeys("ihe_iua");
        assertThat(subject(exchanged)).containsKey("subject_name").doesNotContainKey("purpose_of_use");
        gateway.addMapper("IUA claims", MAPPER, Map.of(name, value));
        String told = "the subject token has no " + name + ", unlike this client's own tokens";
        assertRefused(exchange(GATEWAY, token, Map.of()), "invalid_request", told);
        assertRefused(exchange(GATEWAY, token, Map.of("grant_type", EXCHANGE + "\u0001")), "invalid_request", told);
    }

    private void otherServer() {
        iua.realm
                .createClient("other-server", Map.of("secret", Caller.secret("other-server")))
                .addMapper("FHIR server", "smart-fhir-server", Map.of("base.url", OTHER));
    }

    private Response refresh(String clientId, Response before, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(more);
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", before.<String>path("refresh_token"));
        return iua.as(clientId).token(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {EXCHANGE, EXCHANGE + "\u0001"})
    @DisplayName("IUA-71-2, attack 15: the refresh of an exchanged token reaches no further FHIR server")
    void exchangedAudience(String grantType) {
        otherServer();
        iua.realm.admin.post(gateway.path() + "/protocol-mappers/models", Mapper.audience(Iua.SERVER));
        app.addMapper("one server", "oidc-audience-mapper", audience(Iua.SERVER));
        Response first = iua.login("ITI-67", Map.of(), Map.of());
        assertThat(Iua.audience(first)).contains(Iua.FHIR, GATEWAY).doesNotContain(OTHER, "other-server");
        Response exchanged = exchange(
                GATEWAY, Iua.token(first), Map.of("requested_token_type", REFRESH_TYPE, "grant_type", grantType));
        assertThat(Iua.audience(exchanged)).contains(Iua.SERVER).doesNotContain(OTHER, "other-server");
        // Without an audience mapper, a client gets tokens for every FHIR server of the realm.
        removeAudienceMappers(gateway);
        Response refreshed = refresh(GATEWAY, exchanged, Map.of());
        assertThat(Iua.audience(refreshed)).containsExactly(Iua.FHIR, Iua.SERVER);
        Response again = refresh(GATEWAY, refreshed, Map.of("resource", Iua.FHIR));
        assertThat(Iua.audience(again)).containsExactly(Iua.FHIR, Iua.SERVER);
        Iua.assertRefused(refresh(GATEWAY, again, Map.of("resource", OTHER)), "invalid_target");
    }

    @Test
    @DisplayName("IUA-71-2, attack 15: nor does one of a token that was limited by resource, and one for no server")
    void exchangedResource() {
        otherServer();
        app.changeAttributes(Map.of(
                "standard.token.exchange.enabled",
                "true",
                "standard.token.exchange.enableRefreshRequestedTokenType",
                "SAME_SESSION"));
        Response first = iua.login("ITI-67", Map.of("resource", Iua.FHIR), Map.of());
        assertThat(Iua.audience(first)).containsExactly(Iua.FHIR, Iua.SERVER);
        for (String server : List.of(Iua.FHIR, OTHER)) {
            Response exchanged = exchange(Iua.APP, Iua.token(first), Map.of("requested_token_type", REFRESH_TYPE));
            assertThat(Iua.audience(exchanged)).containsExactly(GATEWAY);
            Response refreshed = refresh(Iua.APP, exchanged, Map.of());
            assertThat(Iua.audience(refreshed)).containsExactly(GATEWAY);
            Iua.assertRefused(refresh(Iua.APP, refreshed, Map.of("resource", server)), "invalid_target");
        }
    }

    private static Map<String, String> audience(String clientId) {
        return Map.of("included.client.audience", clientId, "access.token.claim", "true");
    }

    private void removeAudienceMappers(RealmClient client) {
        String models = client.path() + "/protocol-mappers/models";
        List<String> ids = iua.realm
                .admin
                .get(models)
                .jsonPath()
                .getList("findAll { it.protocolMapper == 'oidc-audience-mapper' }.id");
        ids.forEach(id -> iua.realm.admin.delete(models + "/" + id));
    }

    @ParameterizedTest
    @CsvSource({"purpose_of_use, " + REASONS + "HRESCH", "acp, urn:oid:9.9.9", "doc_id, urn:oid:9.9.9"})
    @DisplayName("IUA-JWT-7: a client for another purpose, or with another consent, can't exchange the token")
    void exchangeForAnother(String name, String value) {
        Response first = launch();
        gateway.addMapper("IUA claims", MAPPER, Map.of(name, value));
        assertRefused(
                exchange(GATEWAY, Iua.token(first), Map.of()),
                "invalid_request",
                name + " of the subject token is not one of this client's");
    }

    @Test
    @DisplayName(
            "IUA-JWT-7, attack 15: neither a chain of exchanges nor a refresh of an exchanged token gains anything")
    void chain() {
        exchanger("second");
        iua.realm.admin.post(gateway.path() + "/protocol-mappers/models", Mapper.audience("second"));
        iua.realm
                .client("second")
                .addMapper("IUA claims", MAPPER, Map.of("purpose_of_use", REASONS + "TREAT##" + REASONS + "HRESCH"));
        Response first = iua.login("ITI-68", Map.of(), Map.of());
        Response exchanged = exchange(GATEWAY, Iua.token(first), Map.of("requested_token_type", REFRESH_TYPE));
        assertThat(extensions(exchanged)).isEqualTo(extensions(first));
        Response again = exchange("second", Iua.token(exchanged), Map.of());
        assertThat(purposes(again)).containsExactly("TREAT");
        gateway.addMapper("IUA claims", MAPPER, Map.of("purpose_of_use", REASONS + "TREAT##" + REASONS + "HRESCH"));
        Response refreshed = iua.as(GATEWAY).refresh(exchanged.<String>path("refresh_token"));
        assertThat(extensions(refreshed)).isEqualTo(extensions(first));
    }

    @Test
    @DisplayName("IUA-JWT-7, 2: a client's own token is exchanged with what it says")
    void ownToken() {
        iua.realm.client(Iua.SYSTEM).changeAttributes(Map.of("standard.token.exchange.enabled", "true"));
        Response first = iua.ask(Map.of("scope", "system/*.*"));
        Response exchanged = exchange(Iua.SYSTEM, Iua.token(first), Map.of("scope", "system/Patient.r"));
        assertThat(extensions(exchanged)).isEqualTo(extensions(first));
        assertThat(Iua.claims(exchanged).getString("sub")).isEqualTo(Iua.SYSTEM);
    }

    private RealmClient permissions() {
        return iua.realm.createClient(
                PERMISSIONS,
                Map.of(
                        "secret",
                        Caller.secret(PERMISSIONS),
                        "standardFlowEnabled",
                        false,
                        "serviceAccountsEnabled",
                        true,
                        "authorizationServicesEnabled",
                        true,
                        "authorizationSettings",
                        Map.of("policyEnforcementMode", "PERMISSIVE", "resources", List.of(Map.of("name", "thing")))));
    }

    private Response ticket(RequestSpecification caller, Map<String, String> more) {
        return caller.formParam("grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket")
                .formParam("audience", PERMISSIONS)
                .formParams(more)
                .post(iua.realm.tokenUrl());
    }

    @Test
    @DisplayName("IUA-JWT-7, attack 15: a UMA ticket says nothing, so a token with a purpose or a consent gets none")
    void ticketLosesNothing() {
        RealmClient permissions = permissions();
        String withPurpose = Iua.token(login());
        String told = "a UMA ticket can't say purpose_of_use, which it would need here";
        assertRefused(ticket(Caller.bearer(withPurpose), Map.of()), "invalid_request", told);
        String exchanged = Iua.token(exchange(GATEWAY, withPurpose, Map.of()));
        assertRefused(ticket(Caller.bearer(exchanged), Map.of()), "invalid_request", told);
        assertRefused(ticket(Caller.basic(GATEWAY), Map.of("subject_token", withPurpose)), "invalid_request", told);
        settings(Map.of());
        Response without = login();
        Response ticket = ticket(Caller.bearer(Iua.token(without)), Map.of());
        assertThat(Iua.claims(ticket).getString("client_id")).isEqualTo(PERMISSIONS);
        assertThat(Iua.claims(ticket).getMap("")).doesNotContainKey("extensions");
        permissions.addMapper("IUA claims", MAPPER, Map.of("acp", "urn:oid:1.2.4"));
        assertRefused(
                ticket(Caller.bearer(Iua.token(without)), Map.of()),
                "invalid_request",
                "a UMA ticket can't say acp, which it would need here");
    }

    @Test
    @DisplayName("IUA-JWT-7, attack 15: nor does an ID token or a client's own secret get around that")
    void ticketByOtherProof() {
        permissions();
        Response login = iua.login("openid ITI-68", Map.of(), Map.of());
        String told = "a UMA ticket needs an access token here, not an ID token";
        String idToken = login.path("id_token");
        assertRefused(ticket(Caller.basic(Iua.APP), Map.of("claim_token", idToken)), "invalid_request", told);
        assertRefused(
                ticket(Caller.bearer(Iua.token(login)), Map.of("claim_token_format", ID_TOKEN)),
                "invalid_request",
                told);
        gateway.addMapper("IUA claims", MAPPER, Map.of("acp", "urn:oid:1.2.4"));
        assertRefused(
                ticket(Caller.basic(GATEWAY), Map.of()),
                "invalid_request",
                "a UMA ticket can't say acp, which it would need here");
        Response decision = ticket(Caller.basic(GATEWAY), Map.of("response_mode", "decision"));
        assertThat(decision.statusCode()).as(decision.asString()).isEqualTo(200);
        assertThat(decision.<Boolean>path("result")).isTrue();
        assertThat(Iua.claims(ticket(Caller.basic(PERMISSIONS), Map.of())).getMap(""))
                .doesNotContainKey("extensions");
    }

    @Test
    @DisplayName("IUA-71-2, attack 15: the refresh of a UMA ticket reaches no FHIR server that the ticket doesn't name")
    void ticketAudience() {
        otherServer();
        permissions();
        settings(Map.of());
        String token = Iua.token(iua.login("ITI-67", Map.of(), Map.of()));
        for (String server : List.of(Iua.FHIR, OTHER)) {
            Response ticket = ticket(Caller.bearer(token), Map.of());
            assertThat(Iua.audience(ticket)).containsExactly(PERMISSIONS);
            Response refreshed = refresh(Iua.APP, ticket, Map.of());
            assertThat(Iua.audience(refreshed)).doesNotContain(Iua.FHIR, Iua.SERVER, OTHER, "other-server");
            Iua.assertRefused(refresh(Iua.APP, refreshed, Map.of("resource", server)), "invalid_target");
        }
    }
}
