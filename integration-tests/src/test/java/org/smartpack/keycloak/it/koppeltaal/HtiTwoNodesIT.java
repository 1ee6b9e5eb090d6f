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
import org.smartpack.keycloak.testkit.Cluster;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedCluster;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.Module;

import static org.assertj.core.api.Assertions.assertThat;

/** A launch token is good for one login on whichever node, and what one node knows of a launch the other knows too. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtiTwoNodesIT {

    private Domain realm;
    private Module module;
    private Module onSecond;

    @BeforeAll
    void realm(Cluster cluster) {
        realm = Domain.create(new Admin(cluster.first()));
        module = realm.module();
        onSecond = realm.at(cluster.second()).module();
    }

    @Test
    @DisplayName("KT-TOK-1: a launch that begins on one node gives its task on the other")
    void acrossNodes() {
        Pkce pkce = Pkce.create();
        String token = realm.hti().claim("resource", "Task/far").sign();
        Map<String, String> callback = onSecond.visit(realm.browser(), "patient-1", pkce, token);
        assertThat(module.tokens(callback, pkce).<String>path("resource")).isEqualTo("Task/far");

        Pkce another = Pkce.create();
        String back = realm.hti().claim("resource", "Task/near").sign();
        Map<String, String> code = module.visit(realm.browser(), "patient-1", another, back);
        Response response =
                onSecond.redeem(code.get("code"), another, module.assertion().sign());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.<String>path("resource")).isEqualTo("Task/near");
    }

    @Test
    @DisplayName("KT-HTI-7, attack 33: a token used on one node is refused on the other")
    void replay() {
        String token = realm.hti().sign();
        assertThat(module.bring(realm.browser(), token)).containsKey("code");
        Module.assertInvalid(onSecond.bring(realm.browser(), token));

        AssertionBuilder another = realm.hti();
        assertThat(onSecond.bring(realm.browser(), another.sign())).containsKey("code");
        Module.assertInvalid(module.bring(
                realm.browser(), another.claim("resource", "Task/other").sign()));
    }

    @Test
    @DisplayName("KT-HTI-7, attacks 6 and 33: of browsers that bring one token to both nodes at once, one gets a code")
    void atOnce() throws Exception {
        List<LoginPages> browsers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            LoginPages browser = realm.browser();
            assertThat(module.bring(browser, realm.hti().sign())).containsKey("code");
            browsers.add(browser);
        }
        for (int round = 0; round < 5; round++) {
            String token = realm.hti().sign();
            List<Callable<Map<String, String>>> calls = new ArrayList<>();
            for (int i = 0; i < browsers.size(); i++) {
                LoginPages browser = browsers.get(i);
                Module node = i % 2 == 0 ? module : onSecond;
                calls.add(() -> node.bring(browser, token));
            }
            Module.assertOneCode(AtOnce.answers(calls));
        }
    }

    @Test
    @DisplayName("INTRO-KT-10: a token that was introspected on one node is inactive on the other")
    void introspectedOnce() {
        String token = realm.hti().sign();
        assertThat(introspect(module, token)).containsEntry("active", true).containsEntry("resource", "Task/task-1");
        assertThat(introspect(onSecond, token)).isEqualTo(Map.of("active", false));
        assertThat(introspect(module, token)).isEqualTo(Map.of("active", false));
    }

    private Map<String, Object> introspect(Module node, String token) {
        Response response = node.ask(token, module.assertion().sign());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath().getMap("");
    }
}
