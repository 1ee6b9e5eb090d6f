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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.AtOnce;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.Servers;
import org.smartpack.keycloak.testkit.SharedDatabase;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** The database refuses what a login writes at its end. That uses no launch up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchOutageIT {

    private SharedDatabase database;
    private KeycloakServer server;
    private SmartRealm realm;
    private App app;

    @BeforeAll
    void start() {
        KeycloakHome home = Installation.home("outage");
        database = SharedDatabase.start(home);
        List<String> options = new ArrayList<>(database.options());
        options.add(KeycloakServer.FEATURE);
        server = Servers.startDev(home, options);
        realm = SmartRealm.create(new Admin(server));
        app = realm.newApp(Map.of("consentRequired", false));
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        database.close();
    }

    /** The login's event can't be written, so nothing is. */
    private void fail() {
        database.execute("ALTER TABLE EVENT_ENTITY RENAME TO EVENT_ENTITY_GONE");
    }

    private void work() {
        database.execute("ALTER TABLE EVENT_ENTITY_GONE RENAME TO EVENT_ENTITY");
    }

    private Map<String, String> visit(LoginPages browser, Pkce pkce, String launch) {
        return browser.visit(app.authorize(app.launchRequest(App.SCOPE, pkce, launch)), "drbob");
    }

    private void assertGoesOn(LoginPages browser, Pkce pkce, String launch) {
        assertThat(app.patient(app.tokens(visit(browser, pkce, launch), pkce))).isEqualTo("pat-5");
        assertThat(visit(browser, Pkce.create(), launch))
                .as("once")
                .containsEntry("error_description", "invalid launch");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("attack 36, LCTX-21: the last step of a login fails: the same browser goes on with its launch")
    void signedIn(boolean hadLaunches) {
        LoginPages browser = realm.browser();
        if (hadLaunches) {
            app.launch(browser, "drbob", Map.of("patient", "pat-1"));
        } else {
            app.login(browser, "drbob", "openid fhirUser user/*.rs");
        }
        String launch = realm.register(Map.of("patient", "pat-5"));
        Pkce pkce = Pkce.create();
        fail();
        try {
            assertThat(visit(browser, pkce, launch)).isEmpty();
            assertThat(visit(browser, pkce, launch)).isEmpty();
        } finally {
            work();
        }
        assertGoesOn(browser, pkce, launch);
    }

    @Test
    @DisplayName("attack 36, LCTX-21: the same after the login page; the launch is still that browser's")
    void afterLoginPage() {
        LoginPages browser = realm.browser();
        String launch = realm.register(Map.of("patient", "pat-5"));
        Pkce pkce = Pkce.create();
        Response page = browser.open(app.authorize(app.launchRequest(App.SCOPE, pkce, launch)));
        fail();
        try {
            assertThat(browser.goOn(page, "drbob")).isEmpty();
        } finally {
            work();
        }
        assertThat(visit(realm.browser(), Pkce.create(), launch)).containsEntry("error_description", "invalid launch");
        assertGoesOn(browser, Pkce.create(), launch);
    }

    @Test
    @DisplayName("attack 20, 36: many at once, of whom all failed once: one gets a code")
    void atOnce() throws Exception {
        String launch = realm.register(Map.of("patient", "pat-5"));
        LoginPages browser = realm.browser();
        app.launch(browser, "drbob", Map.of("patient", "pat-1"));
        List<Callable<Map<String, String>>> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            LoginPages tab = browser.copy();
            calls.add(() -> visit(tab, Pkce.create(), launch));
        }
        fail();
        try {
            assertThat(AtOnce.answers(calls)).noneMatch(callback -> callback.containsKey("code"));
        } finally {
            work();
        }
        assertThat(AtOnce.answers(calls).stream().filter(callback -> callback.containsKey("code")))
                .hasSize(1);
    }
}
