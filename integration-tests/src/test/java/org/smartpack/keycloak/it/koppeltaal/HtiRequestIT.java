/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.Module;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** The other parameters of a module's authorization request (KT-AUTHZ-8), and its token request (KT-TOK-3). */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtiRequestIT {

    private Domain realm;
    private Module module;

    @BeforeAll
    void realm(Admin admin) {
        realm = Domain.create(admin);
        module = realm.module();
    }

    /** A right request with one parameter replaced, or taken away by an empty value. */
    private Map<String, String> request(String name, String value) {
        Map<String, String> request =
                new LinkedHashMap<>(module.request(realm.hti().sign()));
        request.put(name, value);
        request.values().removeIf(String::isEmpty);
        return request;
    }

    private void assertRefused(String error, String name, String value) {
        Map<String, String> request = request(name, value);
        for (Map<String, String> callback : List.of(
                realm.browser().visit(module.authorize(request), "patient-1"),
                realm.browser().submit(realm.endpoint("auth"), request, "patient-1"))) {
            assertThat(callback)
                    .as(name + "=" + value)
                    .containsEntry("error", error)
                    .doesNotContainKey("code");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "launch openid",
                "launch fhirUser",
                "openid fhirUser",
                "openid",
                "launch",
                "launch openid fhirUser profile",
                "launch openid fhirUser offline_access",
                "launch openid fhirUser online_access",
                "launch openid fhirUser patient/*.rs",
                "launch/patient openid fhirUser",
                "launch openid fhiruser",
                "system/Task.rs"
            })
    @DisplayName("KT-AUTHZ-1: other scopes than launch, openid and fhirUser are invalid_scope")
    void wrongScopes(String scope) {
        assertRefused("invalid_scope", "scope", scope);
    }

    @Test
    @DisplayName("KT-AUTHZ-1, 8: no scope at all; the same three in another order")
    void scopes() {
        assertRefused("invalid_scope", "scope", "");
        for (String scope :
                new String[] {"fhirUser openid launch", "openid fhirUser launch", "openid launch fhirUser"}) {
            assertThat(realm.browser().visit(module.authorize(request("scope", scope)), "patient-1"))
                    .as(scope)
                    .containsKey("code");
        }
    }

    @Test
    @DisplayName("KT-AUTHZ-1, 7, 8: state, aud, launch and PKCE with S256 are needed")
    void parameters() {
        assertRefused("invalid_request", "state", "");
        assertRefused("invalid_request", "aud", "");
        assertRefused("invalid_request", "aud", Domain.FHIR + "2");
        assertRefused("invalid_request", "aud", Domain.FHIR.replace("127.0.0.1", "127.0.0.1.evil.example"));
        assertRefused("invalid_request", "aud", SmartRealm.FHIR);
        assertRefused("invalid_request", "launch", "");
        assertRefused("invalid_request", "code_challenge_method", "");
        assertRefused("invalid_request", "code_challenge_method", "plain");
        assertRefused("invalid_request", "code_challenge", "");
        assertRefused("invalid_request", "code_challenge", "short");
        assertThat(realm.browser()
                        .open(module.authorize(request("response_type", "code id_token")))
                        .header("Location"))
                .startsWith(Domain.CALLBACK)
                .contains("error=")
                .doesNotContain("code=");
        assertThat(realm.browser().visit(module.authorize(request("aud", Domain.FHIR + "/")), "patient-1"))
                .containsKey("code");
    }

    @Test
    @DisplayName(
            "KT-AUTHZ-1, KT-DOM-6: a redirect_uri that isn't registered is a page with 400, and nothing is used up")
    void redirect() {
        Map<String, String> request = request("redirect_uri", "https://evil.example/callback");
        Response page = realm.browser().open(module.authorize(request));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.header("Location")).isNull();
        request.put("redirect_uri", Domain.CALLBACK);
        assertThat(realm.browser().visit(module.authorize(request), "patient-1"))
                .containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"idp_link:idp-b", "UPDATE_PROFILE", "UPDATE_PASSWORD", "delete_account", "unknown"})
    @DisplayName("KT-AUTHZ-3: kc_action, which could take the user by another identity provider, is invalid_request")
    void actions(String action) {
        assertRefused("invalid_request", "kc_action", action);
    }

    @Test
    @DisplayName("KT-AUTHZ-1: pushed requests are held to the same")
    void pushed() {
        Map<String, String> request = request("scope", "launch openid fhirUser profile");
        Response pushed = module.post("ext/par/request", request);
        assertThat(pushed.statusCode()).as(pushed.asString()).isIn(201, 400);
        if (pushed.statusCode() == 201) {
            assertThat(realm.browser()
                            .visit(
                                    module.authorize(
                                            Map.of("client_id", "module", "request_uri", pushed.path("request_uri"))),
                                    "patient-1"))
                    .containsEntry("error", "invalid_scope");
        }
    }

    @Test
    @DisplayName("KT-TOK-3: the code is the module's; JSON errors invalid_client 401 and invalid_grant 400")
    void tokenErrors() {
        Module other = realm.newModule(Map.of());
        Pkce pkce = Pkce.create();
        String code = module.visit(
                        realm.browser(), "patient-1", pkce, realm.hti().sign())
                .get("code");
        assertThat(code).isNotNull();

        assertError(other.redeem(code, pkce), 400, "invalid_grant");
        assertError(module.redeem(code, pkce, "x"), 401, "invalid_client");
        assertError(
                module.redeem(code, pkce, module.assertion().sign(ClientKey.demo("portal"), "ES384")),
                401,
                "invalid_client");
        assertError(
                module.redeem(
                        code, pkce, module.assertion().claim("iss", "portal").sign()),
                401,
                "invalid_client");
        assertError(module.redeem(code, pkce, realm.hti().sign()), 401, "invalid_client");
        module.tokens(Map.of("code", code), pkce);
        assertError(module.redeem(code, pkce), 400, "invalid_grant");
    }

    @Test
    @DisplayName("KT-AUTHZ-7: a wrong verifier gives nothing")
    void wrongVerifier() {
        String code = module.bring(realm.browser(), realm.hti().sign()).get("code");
        assertError(module.redeem(code, Pkce.create()), 400, "invalid_grant");
    }

    private static void assertError(Response response, int status, String error) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/json");
        assertThat(response.<String>path("error")).isEqualTo(error);
        assertThat(response.asString()).doesNotContain("access_token");
    }
}
