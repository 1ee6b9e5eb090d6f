/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** The base URL of a FHIR server's client changes: what was for the old address isn't for the new one. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MovedFhirServerIT {

    private static final String MOVED = "http://127.0.0.1:8090/moved";

    private SmartRealm realm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        app = realm.newApp(Map.of("consentRequired", false));
    }

    @AfterEach
    void moveBack() {
        move(SmartRealm.FHIR);
    }

    private void move(String base) {
        String mappers = realm.client("fhir-server").path() + "/protocol-mappers/models";
        Map<String, Object> mapper = new LinkedHashMap<>(
                realm.admin.get(mappers).jsonPath().getMap("find { it.protocolMapper == 'smart-fhir-server' }"));
        Map<String, Object> config = new LinkedHashMap<>();
        ((Map<?, ?>) mapper.get("config")).forEach((name, value) -> config.put((String) name, value));
        config.put("base.url", base);
        mapper.put("config", config);
        realm.admin.put(mappers + "/" + mapper.get("id"), mapper);
    }

    private Map<String, String> request(String scope, Pkce pkce, String base) {
        Map<String, String> request = app.request(scope, pkce);
        request.put("aud", base);
        return request;
    }

    private static void assertInvalidGrant(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("invalid_grant");
    }

    @Test
    @DisplayName("attack 19, LCTX-20: a launch that waits for one address isn't good for another")
    void waitingLaunch() {
        String launch = realm.register(Map.of("patient", "pat-1"));
        move(MOVED);
        Map<String, String> request = request(App.SCOPE, Pkce.create(), MOVED);
        request.put("launch", launch);
        assertThat(realm.browser().visit(app.authorize(request), "drbob"))
                .containsEntry("error", "invalid_request")
                .containsEntry("error_description", "invalid launch");
        String fresh = realm.register(Map.of("patient", "pat-2"));
        request.put("launch", fresh);
        Pkce pkce = Pkce.create();
        request.put("code_challenge", pkce.challenge());
        Response tokens = app.tokens(realm.browser().visit(app.authorize(request), "drbob"), pkce);
        assertThat(app.patient(tokens)).isEqualTo("pat-2");
    }

    @Test
    @DisplayName("attack 19: a login that runs, with a launch or the user's own record, doesn't end at another address")
    void runningLogin() {
        LoginPages browser = realm.browser();
        LoginPages standalone = realm.browser();
        Response page = browser.open(
                app.authorize(app.launchRequest(App.SCOPE, Pkce.create(), realm.register(Map.of("patient", "pat-1")))));
        Response own = standalone.open(app.authorize(app.request("launch/patient openid patient/*.rs", Pkce.create())));
        move(MOVED);
        assertThat(browser.goOn(page, "drbob")).containsEntry("error", "invalid_request");
        assertThat(standalone.goOn(own, "alice")).containsEntry("error", "invalid_request");
    }

    @Test
    @DisplayName("attack 19: a code that was issued for one address gives no token for another")
    void waitingCode() {
        Pkce pkce = Pkce.create();
        String launch = realm.register(Map.of("patient", "pat-1"));
        Map<String, String> callback =
                realm.browser().visit(app.authorize(app.launchRequest(App.SCOPE, pkce, launch)), "drbob");
        move(MOVED);
        assertInvalidGrant(app.redeem(callback.get("code"), pkce.verifier()));
    }

    @Test
    @DisplayName("attack 15, 19: a grant ends with the address that it was made for, and goes on with it")
    void refresh() {
        Response online = app.launch(realm.browser(), "drbob", Map.of("patient", "pat-1"));
        Response offline = app.launch(
                realm.browser(), "drbob", "launch openid offline_access patient/*.rs", Map.of("patient", "pat-2"));
        move(MOVED);
        assertInvalidGrant(app.refresh(online));
        assertInvalidGrant(app.refresh(offline));
        move(SmartRealm.FHIR);
        assertThat(app.patient(app.refresh(online))).isEqualTo("pat-1");
        assertThat(app.patient(app.refresh(offline))).isEqualTo("pat-2");
    }
}
