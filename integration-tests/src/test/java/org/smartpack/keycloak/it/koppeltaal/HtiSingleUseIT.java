/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.AtOnce;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.Module;

import static org.assertj.core.api.Assertions.assertThat;

/** A launch token is good for one login: of one browser, at one module, by one user. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtiSingleUseIT {

    private Domain realm;
    private Module module;

    @BeforeAll
    void realm(Admin admin) {
        realm = Domain.create(admin);
        module = realm.module();
    }

    @Test
    @DisplayName(
            "KT-HTI-7, attack 33: a replay is refused, in the same browser and in another, whoever signs the jti anew")
    void replay() {
        LoginPages browser = realm.browser();
        AssertionBuilder token = realm.hti();
        assertThat(module.bring(browser, token.sign())).containsKey("code");
        Module.assertInvalid(module.bring(browser, token.sign()));
        Module.assertInvalid(module.bring(realm.browser(), token.sign()));
        Module.assertInvalid(
                module.bring(browser, realm.hti().claim("jti", token.jti()).sign()));
    }

    @Test
    @DisplayName("KT-HTI-7: a jti is one portal's; another's token with the same jti is another token")
    void otherPortalsId() {
        AssertionBuilder token = realm.hti();
        assertThat(module.bring(realm.browser(), token.sign())).containsKey("code");
        String other = realm.portal("planner").hti().claim("jti", token.jti()).sign();
        assertThat(module.bring(realm.browser(), other)).containsKey("code");
    }

    @Test
    @DisplayName("LCTX-21: the launch page loaded again in the same browser goes on; another browser can't take over")
    void reload() {
        LoginPages browser = realm.browser();
        AssertionBuilder builder = realm.hti();
        String token = builder.sign();
        browser.open(module.authorize(module.request(token)));
        Module.assertInvalid(module.bring(realm.browser(), token));
        Module.assertInvalid(
                module.bring(browser, builder.claim("intent", "another").sign()));
        Pkce pkce = Pkce.create();
        Map<String, String> callback = module.visit(browser, "patient-1", pkce, token);
        assertThat(module.tokens(callback, pkce).<String>path("resource")).isEqualTo("Task/task-1");
        Module.assertInvalid(module.bring(browser, token));
    }

    @Test
    @DisplayName("KT-HTI-7, attack 33, 6: of many browsers that bring one token at once, one gets a code")
    void concurrentReplay() throws Exception {
        List<LoginPages> browsers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            LoginPages browser = realm.browser();
            assertThat(module.bring(browser, realm.hti().sign())).containsKey("code");
            browsers.add(browser);
        }
        String token = realm.hti().sign();
        List<Callable<Map<String, String>>> calls = new ArrayList<>();
        browsers.forEach(browser -> calls.add(() -> module.bring(browser, token)));
        Module.assertOneCode(AtOnce.answers(calls));
    }

    @Test
    @DisplayName(
            "attack 20, 24: interleaved launches in one browser keep their own task, in whatever order codes are redeemed")
    void interleaved() {
        LoginPages browser = realm.browser();
        Pkce first = Pkce.create();
        Pkce second = Pkce.create();
        String one = realm.hti().claim("resource", "Task/one").sign();
        String two = realm.hti().claim("resource", "Task/two").sign();
        Response firstPage = browser.open(module.authorize(module.request(first, one)));
        LoginPages secondTab = browser.copy();
        Map<String, String> secondCallback =
                secondTab.visit(module.authorize(module.request(second, two)), "patient-1");
        assertThat(firstPage.asString()).contains("kc-form-login");
        // The first tab is loaded again after the second one has signed the user in.
        Map<String, String> firstCallback = secondTab.visit(module.authorize(module.request(first, one)), "patient-1");
        assertThat(module.tokens(secondCallback, second).<String>path("resource"))
                .isEqualTo("Task/two");
        assertThat(module.tokens(firstCallback, first).<String>path("resource")).isEqualTo("Task/one");
    }

    @Test
    @DisplayName("KT-AUTHZ-4: another user than sub is access_denied, and the token is used up")
    void otherUser() {
        LoginPages browser = realm.browser();
        String token = realm.hti().sign();
        Map<String, String> callback = browser.visit(module.authorize(module.request(token)), "practitioner-1");
        assertThat(callback)
                .containsEntry("error", "access_denied")
                .containsEntry("state", "state-of-the-module")
                .doesNotContainKey("code");
        assertThat(realm.reasons("LOGIN_ERROR").get(0)).contains("fhirUser is not sub");
        Module.assertInvalid(module.bring(realm.browser(), token));
    }

    @Test
    @DisplayName(
            "KT-AUTHZ-4: prompt=none asks nobody and uses nothing up; prompt=login asks although there is a session")
    void prompts() {
        LoginPages browser = realm.browser();
        String token = realm.hti().sign();
        Map<String, String> silent = module.request(token);
        silent.put("prompt", "none");
        assertThat(browser.visit(module.authorize(silent), "patient-1")).containsEntry("error", "login_required");
        assertThat(module.bring(browser, token)).containsKey("code");

        Map<String, String> silentAgain = module.request(realm.hti().sign());
        silentAgain.put("prompt", "none");
        assertThat(browser.visit(module.authorize(silentAgain), "nobody")).containsKey("code");

        Map<String, String> asking = module.request(realm.hti().sign());
        asking.put("prompt", "login");
        assertThat(browser.open(module.authorize(asking)).asString()).contains("kc-form-login");
    }

    @Test
    @DisplayName(
            "attack 33: a token doesn't name its domain: in two with the same ids and keys it is good for one launch each")
    void twinDomains(Admin admin) {
        Domain twin = Domain.create(admin);
        String token = realm.hti().sign();
        assertThat(module.bring(realm.browser(), token)).containsKey("code");
        assertThat(twin.module().bring(twin.browser(), token)).containsKey("code");
        Module.assertInvalid(module.bring(realm.browser(), token));
        Module.assertInvalid(twin.module().bring(twin.browser(), token));

        Domain ownKeys = Domain.create(admin);
        ClientKey key = ClientKey.rsa();
        ownKeys.client("portal").change(Map.of("attributes", SigningClient.imported(key.jwks())));
        assertThat(ownKeys.module().bring(ownKeys.browser(), realm.hti().sign()))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("code");
    }
}
