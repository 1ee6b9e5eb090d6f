/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.iua;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.TrustedIssuer;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The JWT authorization grant: an issuer that the realm trusts vouches for drsmith. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IuaJwtGrantIT {

    private static final String PLAIN = "jwt-client";
    private static final String TRUSTED = "jwt-user-client";

    private Iua iua;
    private TrustedIssuer issuer;

    @BeforeAll
    void realm(Admin admin) {
        iua = Iua.create(admin);
        issuer = TrustedIssuer.of(iua.realm.user(Iua.USER));
        client(PLAIN);
        client(TRUSTED).addMapper("IUA claims", "smart-iua-claims", Map.of("jwt.user.scopes", "true"));
    }

    private RealmClient client(String clientId) {
        return iua.realm.createClient(
                clientId,
                Map.of(
                        "secret",
                        Caller.secret(clientId),
                        "standardFlowEnabled",
                        false,
                        "fullScopeAllowed",
                        false,
                        "attributes",
                        TrustedIssuer.CLIENT_ATTRIBUTES,
                        "defaultClientScopes",
                        List.of("basic"),
                        "optionalClientScopes",
                        List.of(
                                "ITI-67",
                                "ITI-68",
                                "fhirUser",
                                "launch",
                                "patient/*.cruds",
                                "user/*.cruds",
                                "system/*.*")));
    }

    private Response exchange(String clientId, String scope, Map<String, String> parameters) {
        return exchange(clientId, scope, parameters, assertion -> assertion);
    }

    private Response exchange(
            String clientId, String scope, Map<String, String> parameters, UnaryOperator<AssertionBuilder> change) {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("scope", scope);
        return issuer.ask(iua.as(clientId), form, change);
    }

    @Test
    @DisplayName("IUA-7, JWTG-1, 2, 6: an assertion gives ITI-68 in the user's name, and no refresh token")
    void documents() {
        Response response = exchange(PLAIN, "ITI-67 ITI-68", Map.of("resource", Iua.FHIR));
        JsonPath claims = Iua.claims(response);
        assertThat(response.<String>path("scope").split(" ")).containsExactlyInAnyOrder("ITI-67", "ITI-68");
        assertThat(response.<String>path("refresh_token")).isNull();
        assertThat(claims.getString("sub")).isEqualTo(iua.realm.user(Iua.USER).id());
        assertThat(claims.getString("client_id")).isEqualTo(PLAIN);
        assertThat(claims.getString("extensions.ihe_iua.subject_name")).isEqualTo("John Smith");
        assertThat(Iua.audience(response)).containsExactly(Iua.FHIR, Iua.SERVER);
        assertThat(iua.introspect(Iua.token(response)).getBoolean("active")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient/*.rs", "system/*.*", "user/*.rs", "launch", "user/*.rs patient/*.rs system/*.*"})
    @DisplayName("JWTG-3, 6: patient/, system/ and launch are never given, nor is user/ without the client's setting")
    void refusedScopes(String scope) {
        Iua.assertRefused(exchange(PLAIN, scope, Map.of()), "invalid_scope");
        assertThat(exchange(PLAIN, scope + " ITI-68", Map.of()).<String>path("scope"))
                .isEqualTo("ITI-68");
    }

    @Test
    @DisplayName("JWTG-6: user/ is given where the client's setting says so, for the user at the FHIR server")
    void userScopes() {
        Response response =
                exchange(TRUSTED, "openid fhirUser user/Observation.rs patient/*.rs system/*.* launch", Map.of());
        JsonPath claims = Iua.claims(response);
        assertThat(response.<String>path("scope").split(" "))
                .contains("fhirUser", "user/Observation.rs")
                .doesNotContain("patient/*.rs", "system/*.*", "launch");
        assertThat(claims.getString("fhirUser")).endsWith("Practitioner/prac-1");
        assertThat(claims.getString("patient")).isNull();
        assertThat(Iua.audience(response)).containsExactly(Iua.FHIR, Iua.SERVER);
        Iua.assertRefused(exchange(TRUSTED, "patient/*.rs", Map.of()), "invalid_scope");
    }

    @Test
    @DisplayName("JWTG-6: in an IUA realm without a FHIR server default scopes aren't given without the setting")
    void noServer(Admin admin) {
        Map<String, Object> export = Installation.realm("iua");
        Iua.list(export, "clients").forEach(client -> Iua.mappers(client)
                .removeIf(mapper -> "smart-fhir-server".equals(mapper.get("protocolMapper"))));
        Iua bare = new Iua(new Realm(admin, admin.createRealm(export)));
        TrustedIssuer other = TrustedIssuer.of(bare.realm.user(Iua.USER));
        bare.realm.createClient(
                "default-scopes",
                Map.of(
                        "secret",
                        Caller.secret("default-scopes"),
                        "attributes",
                        TrustedIssuer.CLIENT_ATTRIBUTES,
                        "defaultClientScopes",
                        List.of("basic", "user/*.cruds")));
        Iua.assertRefused(other.ask(bare.as("default-scopes"), Map.of(), assertion -> assertion), "invalid_scope");
    }

    @Test
    @DisplayName("JWTG-6: the token doesn't outlive the assertion")
    void end() {
        long end = AssertionBuilder.now() + 60;
        Response response = exchange(PLAIN, "ITI-68", Map.of(), assertion -> assertion.claim("exp", end));
        assertThat(Iua.claims(response).getLong("exp")).isEqualTo(end);
    }

    @Test
    @DisplayName("JWTG-2, 3, IUA-71-2, 9: a wrong assertion is invalid_grant; resource and format are checked as ever")
    void errors() {
        Iua.assertRefused(
                exchange(PLAIN, "ITI-68", Map.of(), assertion -> assertion.claim("aud", "https://other.example.org")),
                "invalid_grant");
        Iua.assertRefused(
                exchange(PLAIN, "ITI-68", Map.of(), assertion -> assertion.claim("exp", AssertionBuilder.now() - 600)),
                "invalid_grant");
        Iua.assertRefused(
                exchange(PLAIN, "ITI-68", Map.of("resource", "https://elsewhere.example.org/fhir")), "invalid_target");
        Iua.assertRefused(
                exchange(PLAIN, "ITI-68", Map.of("requested_token_type", "urn:ietf:params:oauth:token-type:saml2")),
                "invalid_request");
        assertThat(Caller.basic(PLAIN, "wrong")
                        .formParam("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
                        .formParam("assertion", "x")
                        .post(iua.realm.tokenUrl())
                        .<String>path("error"))
                .isEqualTo("unauthorized_client");
    }
}
