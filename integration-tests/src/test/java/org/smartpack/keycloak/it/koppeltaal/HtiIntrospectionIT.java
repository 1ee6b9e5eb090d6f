/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

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
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.Module;

import static org.assertj.core.api.Assertions.assertThat;

/** A module asks about the launch token that a portal posted to it, instead of having the user logged in. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtiIntrospectionIT {

    private Domain realm;
    private Module module;

    @BeforeAll
    void realm(Admin admin) {
        realm = Domain.create(admin);
        module = realm.module();
    }

    private Response ask(String clientId, String token) {
        return ask(realm, clientId, token);
    }

    /** An application asks with an assertion for the endpoint that it asks. */
    private static Response ask(Domain domain, String clientId, String token) {
        String assertion =
                domain.portal(clientId).assertion(domain.asker().url()).sign();
        return domain.asker().ask(Caller.assertion(assertion), token);
    }

    private void assertInactive(String what, Response response) {
        assertThat(response.statusCode()).as(what + response.asString()).isEqualTo(200);
        assertThat(response.jsonPath().getMap("")).as(what).isEqualTo(Map.of("active", false));
    }

    @Test
    @DisplayName(
            "INTRO-KT-6, 7, KT-HTI-5: the whole body and active, for the module that it is for; once (INTRO-KT-10)")
    void described() {
        AssertionBuilder token = realm.hti()
                .claim("intent", "order")
                .claim("more", List.of(1, "two"))
                .claim("active", false);
        Response response = ask("module", token.sign());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.jsonPath().getMap(""))
                .containsEntry("active", true)
                .containsEntry("iss", "portal")
                .containsEntry("aud", "Device/module")
                .containsEntry("sub", Domain.PATIENT)
                .containsEntry("resource", "Task/task-1")
                .containsEntry("intent", "order")
                .containsEntry("jti", token.jti())
                .containsEntry("more", List.of(1, "two"))
                .containsKeys("iat", "exp")
                .hasSize(10);
        assertInactive("again", ask("module", token.sign()));
    }

    @Test
    @DisplayName(
            "LEN-6: exp, iat and nbf are integers in the answer, whatever numbers the token has; texts aren't dates")
    void dates() {
        long now = AssertionBuilder.now();
        Response response = ask(
                "module",
                realm.hti()
                        .claim("iat", now + 0.25)
                        .claim("nbf", now - 0.5)
                        .claim("exp", now + 120.75)
                        .sign());
        assertThat(response.<Boolean>path("active")).as(response.asString()).isTrue();
        assertThat(response.asString())
                .contains("\"iat\":" + now + ",", "\"nbf\":" + (now - 1) + ",")
                .containsPattern("\"exp\":" + (now + 120) + "[,}]");
        Response exponent = ask(
                "module",
                realm.hti()
                        .claim("exp", new java.math.BigDecimal((now + 120) + "e0"))
                        .sign());
        assertThat(exponent.asString()).containsPattern("\"exp\":" + (now + 120) + "[,}]");
        assertInactive(
                "a text",
                ask("module", realm.hti().claim("exp", "" + (now + 120)).sign()));
    }

    @Test
    @DisplayName("INTRO-KT-8, attack 33: not for another application, the portal and the FHIR service included")
    void otherCallers() {
        String token = realm.hti().sign();
        for (String caller : List.of("portal", "planner", "unassigned")) {
            assertInactive(caller, ask(caller, token));
        }
        assertInactive("the FHIR service", basic("fhir-server", token));
        assertThat(ask("module", token).<Boolean>path("active")).isTrue();
    }

    private Response basic(String clientId, String token) {
        return realm.asker().ask(Caller.basic(clientId), token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ehr", "module-smart", "planner", "unassigned"})
    @DisplayName(
            "INTRO-KT-6, 8: every client of the domain may ask about the token for its Device, no other client about it")
    void everyClient(String addressee) {
        String token = realm.hti().claim("aud", "Device/" + addressee).sign();
        for (String caller : List.of("ehr", "module-smart", "module", "portal", "planner", "unassigned")) {
            if (!caller.equals(addressee)) {
                assertInactive(caller, caller.equals("ehr") ? basic(caller, token) : ask(caller, token));
            }
        }
        assertInactive("the FHIR service", basic("fhir-server", token));
        Response response = addressee.equals("ehr") ? basic(addressee, token) : ask(addressee, token);
        assertThat(response.jsonPath().getMap(""))
                .containsEntry("active", true)
                .containsEntry("aud", "Device/" + addressee)
                .containsEntry("iss", "portal");
    }

    @Test
    @DisplayName("INTRO-KT-6, attack 33: wrong tokens are inactive, and use up nothing")
    void wrongTokens() {
        AssertionBuilder right = realm.hti();
        assertInactive("signature", ask("module", right.sign(ClientKey.demo("planner"), "ES384")));
        assertInactive("no exp", ask("module", realm.hti().claim("exp", null).sign()));
        assertInactive("no jti", ask("module", realm.hti().claim("jti", null).sign()));
        assertInactive(
                "iss", ask("module", realm.hti().claim("iss", "unassigned").sign()));
        assertInactive(
                "aud", ask("module", realm.hti().claim("aud", "Device/planner").sign()));
        assertInactive(
                "nbf",
                ask(
                        "module",
                        realm.hti().claim("nbf", AssertionBuilder.now() + 100).sign()));
        assertInactive("garbage", ask("module", "x.y.z"));
        assertThat(ask("module", right.sign()).<Boolean>path("active")).isTrue();
    }

    @Test
    @DisplayName("INTRO-KT-10: independent of the launch: before and after it; more than once where the domain says so")
    void independent() {
        AssertionBuilder token = realm.hti();
        assertThat(module.bring(realm.browser(), token.sign())).containsKey("code");
        assertThat(ask("module", token.sign()).<Boolean>path("active")).isTrue();

        AssertionBuilder other = realm.hti();
        assertThat(ask("module", other.sign()).<Boolean>path("active")).isTrue();
        assertThat(module.bring(realm.browser(), other.sign())).containsKey("code");
    }

    @Test
    @DisplayName("INTRO-KT-10: the switch of the domain: as often as a module likes")
    void often(Admin admin) {
        Domain often = Domain.create(admin, export -> export.domain("hti.introspect.once", "false"));
        String token = often.hti().sign();
        for (int i = 0; i < 3; i++) {
            assertThat(ask(often, "module", token).<Boolean>path("active")).isTrue();
        }
    }

    @Test
    @DisplayName(
            "KT-TOK-1: a launch's id_token, whose sub is the user's resource, is introspected and ends the session")
    void idToken() {
        Pkce pkce = Pkce.create();
        var browser = realm.browser();
        String idToken = module.tokens(
                        module.visit(browser, "patient-1", pkce, realm.hti().sign()), pkce)
                .path("id_token");
        Response response = ask("module", idToken);
        assertThat(response.<Boolean>path("active")).as(response.asString()).isTrue();
        assertThat(response.<String>path("sub")).isEqualTo(Domain.PATIENT);
        browser.open(realm.endpoint("logout") + "?id_token_hint=" + idToken + "&post_logout_redirect_uri="
                + Domain.CALLBACK);
        assertInactive("after the logout", ask("module", idToken));
    }
}
