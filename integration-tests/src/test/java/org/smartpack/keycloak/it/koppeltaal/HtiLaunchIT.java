/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.Module;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A portal launches a module, and all goes well (KT-AUTHZ-8, KT-TOK-1). */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtiLaunchIT {

    private Domain realm;
    private Module module;

    @BeforeAll
    void realm(Admin admin) {
        realm = Domain.create(admin);
        module = realm.module();
    }

    @Test
    @DisplayName("KT-HTI-5, KT-TOK-1: form POST, login, code, and a token response with references and no access token")
    void wholeLaunch() {
        Pkce pkce = Pkce.create();
        String token = realm.hti()
                .claim("definition", "ActivityDefinition/ad-1")
                .claim("intent", "order")
                .sign();

        Map<String, String> callback =
                realm.browser().submit(realm.endpoint("auth"), module.request(pkce, token), "patient-1");
        assertThat(callback)
                .containsEntry("state", "state-of-the-module")
                .containsEntry("iss", realm.url)
                .containsKey("code");
        Response response = module.tokens(callback, pkce);

        Map<String, Object> body = response.jsonPath().getMap("");
        String idToken = (String) body.remove("id_token");
        assertThat((Integer) body.remove("expires_in")).isBetween(290, 300);
        assertThat(body)
                .isEqualTo(Map.of(
                        "access_token", "NOOP",
                        "token_type", "Bearer",
                        "scope", "launch openid fhirUser",
                        "resource", "Task/task-1",
                        "definition", "ActivityDefinition/ad-1",
                        "sub", Domain.PATIENT,
                        "intent", "order"));
        assertThat(response.getHeaders().getValues("Cache-Control")).containsExactly("no-store");
        JsonPath claims = Jwt.claims(idToken);
        assertThat(claims.getString("sub")).isEqualTo(Domain.PATIENT);
        assertThat(claims.getString("fhirUser")).isEqualTo(Domain.PATIENT);
        assertThat(claims.getString("iss")).isEqualTo(realm.url);
        assertThat(claims.getString("aud")).isEqualTo("module");
        assertThat(claims.getString("nonce")).isEqualTo("nonce-of-the-module");
        assertThat(claims.getMap("")).doesNotContainKeys("at_hash", "email", "name", "preferred_username", "patient");
    }

    @Test
    @DisplayName("KT-TOK-2: the literal NOOP is no token anywhere")
    void noAccess() {
        module.launch(realm.browser(), "patient-1", realm.hti().sign());
        assertThat(given().auth().oauth2("NOOP").get(realm.endpoint("userinfo")).statusCode())
                .isEqualTo(401);
        assertThat(realm.introspect("NOOP").getMap("")).isEqualTo(Map.of("active", false));
    }

    @Test
    @DisplayName(
            "SMART-AUTHZ-1: GET and pushed (PAR) requests; a practitioner for a patient; single sign-on without a page")
    void otherWays() {
        LoginPages browser = realm.browser();
        String token = realm.hti()
                .claim("sub", Domain.PRACTITIONER)
                .claim("patient", Domain.PATIENT)
                .sign();
        Response first = module.launch(browser, "practitioner-1", token);
        assertThat(first.<String>path("sub")).isEqualTo(Domain.PRACTITIONER);
        assertThat(first.<String>path("patient")).isEqualTo(Domain.PATIENT);

        Pkce pkce = Pkce.create();
        Response pushed = module.post(
                "ext/par/request",
                module.request(
                        pkce, realm.hti().claim("sub", Domain.PRACTITIONER).sign()));
        assertThat(pushed.statusCode()).as(pushed.asString()).isEqualTo(201);
        Map<String, String> callback = browser.visit(
                module.authorize(Map.of("client_id", "module", "request_uri", pushed.path("request_uri"))), "nobody");
        assertThat(module.tokens(callback, pkce).<String>path("sub")).isEqualTo(Domain.PRACTITIONER);
    }
}
