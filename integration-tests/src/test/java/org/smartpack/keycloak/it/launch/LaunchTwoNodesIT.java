/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

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
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** An EHR, its users' browsers and the apps reach different nodes, and all see one launch. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchTwoNodesIT {

    private static final String OTHER_FHIR = "https://other.example.org/fhir";

    private SmartRealm realm;
    private SmartRealm other;
    private App app;
    private App onSecond;

    @BeforeAll
    void realm(Cluster cluster) {
        realm = SmartRealm.create(new Admin(cluster.first()));
        other = realm.at(cluster.second());
        app = realm.app("web-app");
        onSecond = other.app("web-app");
    }

    /** Asks {@code smart/introspect}, as the FHIR server. */
    private static Map<String, Object> introspect(SmartRealm node, String token) {
        Response response = Caller.basic("fhir-server", "fhir-server-secret")
                .formParam("token", token)
                .post(node.url + "/smart/introspect");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath().getMap("");
    }

    private static Map<String, String> bring(App node, LoginPages browser, String launch) {
        return browser.visit(node.authorize(node.launchRequest(App.SCOPE, Pkce.create(), launch)), "drbob");
    }

    @Test
    @DisplayName(
            "LCTX-24, 27, attack 24: registered, brought, redeemed, refreshed and introspected on alternating nodes")
    void alternating() {
        Pkce pkce = Pkce.create();
        String launch = realm.register(Map.of("patient", "pat-2"));
        Map<String, String> callback =
                realm.browser().visit(onSecond.authorize(onSecond.launchRequest(App.SCOPE, pkce, launch)), "drbob");
        Response tokens = app.tokens(callback, pkce);
        Response refreshed = onSecond.refresh(tokens);
        assertThat(refreshed.statusCode()).as(refreshed.asString()).isEqualTo(200);
        for (Response response : List.of(tokens, refreshed)) {
            assertThat(response.<String>path("patient")).isEqualTo("pat-2");
            for (SmartRealm node : List.of(realm, other)) {
                assertThat(introspect(node, response.path("access_token")))
                        .containsEntry("active", true)
                        .containsEntry("patient", "pat-2");
            }
        }
    }

    @Test
    @DisplayName("INTRO-4, attack 27: what is revoked or logged out on one node is inactive on the other")
    void revoked() {
        Response tokens = app.launch(realm.browser(), "drbob", Map.of("patient", "pat-1"));
        String token = tokens.path("access_token");
        assertThat(introspect(other, token)).containsEntry("active", true);
        assertThat(app.post("revoke", Map.of("token", token)).statusCode()).isEqualTo(200);
        assertThat(introspect(other, token)).isEqualTo(Map.of("active", false));

        Response loggedOut = app.launch(realm.browser(), "drbob", Map.of("patient", "pat-1"));
        String access = loggedOut.path("access_token");
        assertThat(introspect(other, access)).containsEntry("active", true);
        assertThat(app.post("logout", Map.of("refresh_token", loggedOut.path("refresh_token")))
                        .statusCode())
                .isEqualTo(204);
        assertThat(introspect(other, access)).isEqualTo(Map.of("active", false));
    }

    @Test
    @DisplayName(
            "LCTX-21, 27, attack 20: of browsers that bring one launch value to both nodes at once, one gets a code")
    void atOnce() throws Exception {
        List<LoginPages> browsers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            LoginPages browser = realm.browser();
            app.launch(browser, "drbob", Map.of("patient", "pat-1"));
            browsers.add(browser);
        }
        for (int round = 0; round < 5; round++) {
            String launch = realm.register(Map.of("patient", "pat-3"));
            List<Callable<Map<String, String>>> calls = new ArrayList<>();
            for (int i = 0; i < browsers.size(); i++) {
                LoginPages browser = browsers.get(i);
                App node = i % 2 == 0 ? app : onSecond;
                calls.add(() -> bring(node, browser, launch));
            }
            List<Map<String, String>> refused = AtOnce.answers(calls).stream()
                    .filter(callback -> !callback.containsKey("code"))
                    .toList();
            assertThat(refused)
                    .as("round " + round)
                    .hasSize(browsers.size() - 1)
                    .allSatisfy(callback -> assertThat(callback).containsEntry("error", "invalid_request"));
        }
    }

    @Test
    @DisplayName(
            "attack 19: a relative fhirUser is nobody at a second FHIR server that was saved on the other node just now")
    void secondServer(Cluster cluster) {
        SmartRealm own = SmartRealm.create(new Admin(cluster.first()));
        App there = own.at(cluster.second()).app("web-app");
        String client =
                own.admin.createClient(own.name, Map.of("clientId", "other-fhir", "secret", "other-fhir-secret"));
        String mappers = "/" + own.name + "/clients/" + client + "/protocol-mappers/models";
        for (int round = 0; round < 5; round++) {
            // The second node has looked at the realm when it had one server, and may remember.
            assertThat(ownRecord(there, SmartRealm.FHIR)).containsKey("code");
            String mapper = createdId(own.admin.post(
                    mappers,
                    Map.of(
                            "name",
                            "FHIR server",
                            "protocol",
                            "openid-connect",
                            "protocolMapper",
                            "smart-fhir-server",
                            "config",
                            Map.of("base.url", OTHER_FHIR))));
            assertThat(ownRecord(there, OTHER_FHIR)).as("round " + round).doesNotContainKey("code");
            own.admin.delete(mappers + "/" + mapper);
        }
    }

    private static String createdId(Response created) {
        String location = created.header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** A patient opens an app without an EHR, for one FHIR server. */
    private static Map<String, String> ownRecord(App app, String aud) {
        Map<String, String> request = app.request("launch/patient patient/*.rs", Pkce.create());
        request.put("aud", aud);
        return app.realm().browser().visit(app.authorize(request), "alice");
    }
}
