/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.nz;

import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.it.nz.NzRealm.Kind;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.DpopKey;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The ready-made realm {@code nz-health}: SMART apps of each class, under the launch rules and New Zealand's. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NzExportIT {

    private static final String FHIR = "http://127.0.0.1:8090/nz-health/fhir";

    private NzRealm realm;

    @BeforeAll
    void importRealm(Admin admin) {
        realm = NzRealm.of(admin, admin.createRealm(Installation.realm("nz-health")));
        Map<String, Object> step = realm.admin
                .get(realm.path("/authentication/required-actions/smart-scopes"))
                .jsonPath()
                .getMap("");
        step.put("enabled", false);
        realm.admin.put(realm.path("/authentication/required-actions/smart-scopes"), step);
    }

    private Map<String, String> login(Kind kind, String clientId, String scope, Pkce pkce) {
        Map<String, String> request = NzRealm.request(kind, clientId, pkce);
        request.put("scope", scope);
        request.put("aud", FHIR);
        Map<String, String> callback = realm.login(request);
        assertThat(callback).containsKey("code").containsEntry("state", "state-of-the-app");
        return callback;
    }

    private Response redeem(RequestSpecification caller, String code, Pkce pkce) {
        Response tokens = caller.formParam("grant_type", "authorization_code")
                .formParam("code", code)
                .formParam("redirect_uri", NzRealm.CALLBACK)
                .formParam("code_verifier", pkce.verifier())
                .post(realm.tokenUrl());
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        assertThat(tokens.<String>path("scope")).contains("user/*.rs");
        return tokens;
    }

    @Test
    @DisplayName("NZ-73, NZ-75: public-spa gets tokens by code with PKCE, and no refresh token")
    void publicApp() {
        Pkce pkce = Pkce.create();
        Map<String, String> callback = login(Kind.PUBLIC, "public-spa", "openid user/*.rs", pkce);
        Response tokens = redeem(Client.publicClient(realm, "public-spa").caller(), callback.get("code"), pkce);
        assertThat(tokens.<String>path("refresh_token")).isNull();
    }

    @Test
    @DisplayName("NZ-8, NZ-57, NZ-78, NZ-86: provider-portal uses code id_token; only the second ID token has fhirUser")
    void portal() {
        Pkce pkce = Pkce.create();
        Map<String, String> callback =
                login(Kind.CONFIDENCE, "provider-portal", "openid fhirUser user/*.rs online_access", pkce);
        assertThat(Jwt.claims(callback.get("id_token")).getMap(""))
                .containsKeys("c_hash", "s_hash")
                .doesNotContainKey("fhirUser");
        Response tokens = redeem(SigningClient.demo(realm, "provider-portal").caller(), callback.get("code"), pkce);
        assertThat(Jwt.claims(tokens.path("id_token")).getString("fhirUser")).endsWith("Practitioner/prac-1");
        assertThat(tokens.<String>path("refresh_token")).isNotEmpty();
    }

    @Test
    @DisplayName("NZ-25, NZ-78: sensitive-portal gets a token that is bound to its key")
    void sensitivePortal() {
        Pkce pkce = Pkce.create();
        Map<String, String> callback = login(Kind.SENSITIVE, "sensitive-portal", "openid user/*.rs", pkce);
        Response tokens = redeem(
                SigningClient.demo(realm, "sensitive-portal")
                        .caller()
                        .header("DPoP", new DpopKey().proof(realm.tokenUrl(), "")),
                callback.get("code"),
                pkce);
        assertThat(tokens.<String>path("token_type")).isEqualTo("DPoP");
        assertThat(Jwt.claims(tokens.path("access_token")).getString("cnf.jkt")).isNotEmpty();
    }

    @Test
    @DisplayName("NZ-84, NZ-90: system-feed gets a token of its own")
    void systemFeed() {
        Response tokens = SigningClient.demo(realm, "system-feed").clientCredentials("system/*.rs");
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        assertThat(tokens.<String>path("scope")).isEqualTo("system/*.rs");
    }

    @Test
    @DisplayName("NZ-63, NZ-70: the realm check finds nothing wrong, and an error once a policy is gone")
    void check() {
        assertThat(realm.admin.get(realm.path("/smart-check")).<Integer>path("errors"))
                .isZero();
        NzRealm other = NzRealm.of(realm.admin, realm.admin.createRealm(Installation.realm("nz-health")));
        other.change(Map.of("clientPolicies", Map.of("policies", List.of())));
        assertThat(other.admin
                        .get(other.path("/smart-check"))
                        .jsonPath()
                        .getList("findings.findAll { it.rule == 'nz-class-not-enforced' }.subject"))
                .containsExactlyInAnyOrder(
                        "client public-spa", "client provider-portal", "client sensitive-portal", "client system-feed");
    }

    private JsonPath metadata(NzRealm of, String document) {
        return new JsonPath(given().get(of.url + "/.well-known/" + document).asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid-configuration", "oauth-authorization-server"})
    @DisplayName("NZ-70, NZ-77 to 82: the metadata offer what a client can use; without a policy for each, Keycloak's")
    void metadata(String document, Admin admin) {
        JsonPath here = metadata(realm, document);
        assertThat(here.getList("response_types_supported", String.class))
                .containsExactlyInAnyOrder("code", "code id_token");
        assertThat(here.getList("grant_types_supported", String.class))
                .contains("authorization_code", "refresh_token", "client_credentials")
                .doesNotContain(
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer");
        assertThat(here.<String>get("device_authorization_endpoint")).isNull();
        JsonPath partly = metadata(NzRealm.with(admin), document);
        JsonPath none = metadata(NzRealm.of(admin, admin.createRealm(Map.of())), document);
        assertThat(none.getList("response_types_supported", String.class)).contains("token", "id_token token");
        for (String member :
                List.of("response_types_supported", "grant_types_supported", "device_authorization_endpoint")) {
            assertThat(partly.getString(member).replace(partly.getString("issuer"), ""))
                    .isEqualTo(none.getString(member).replace(none.getString("issuer"), ""));
        }
    }

    @Test
    @DisplayName("NZ-80: a client without a class can't use what the metadata don't offer")
    void unclassified() {
        Map<String, Object> settings = NzRealm.settings(Kind.PUBLIC, ClientKey.rsa());
        settings.put("defaultClientScopes", List.of("basic"));
        settings.put("optionalClientScopes", List.of());
        RealmClient client = realm.createClient(settings);
        Map<String, String> request = NzRealm.request(Kind.PUBLIC, client.clientId(), Pkce.create());
        assertThat(realm.ask(request).asString()).contains("kc-form-login");
        request.put("response_type", "token");
        assertThat(NzRealm.callback(realm.ask(request))).containsEntry("error", "unauthorized_client");
        NzRealm.refused(
                realm.save(client, Map.of("implicitFlowEnabled", true)), 400, "invalid_client_metadata", "NZ-80");
    }
}
