/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code code id_token} for clients to which a client policy allows it: safe as {@code code}, and nobody else's. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HybridFlowIT {

    private HybridRealm realm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = new HybridRealm(admin);
        app = realm.hybridApp(Map.of());
    }

    private void assertRefused(App asked, Map<String, String> request, String error) {
        Response answer = realm.browser().open(asked.authorize(request));
        HybridRealm.isInFragment(answer.header("Location"));
        assertThat(realm.browser().callback(answer))
                .containsEntry("error", error)
                .containsEntry("state", "state-of-the-app")
                .containsEntry("iss", realm.url)
                .doesNotContainKeys("code", "id_token", "access_token");
    }

    @Test
    @DisplayName(
            "NZ-8, NZ-54, NZ-57: code id_token gives a code and a detached signature for it, and no context before that")
    void launch() {
        Pkce pkce = Pkce.create();
        LoginPages browser = realm.browser();
        Response page = browser.open(app.authorize(realm.launchRequest(app, pkce, "pat-1")));
        Response answer = browser.submitLogin(page, "drbob");
        HybridRealm.isInFragment(answer.header("Location"));
        assertThat(answer.header("Location")).doesNotContain("access_token", "pat-1", "Practitioner");
        Map<String, String> callback = browser.callback(answer);
        realm.checkSignature(app, callback);
        Response tokens = app.tokens(callback, pkce);
        assertThat(app.patient(tokens)).isEqualTo("pat-1");
        assertThat(Jwt.claims(tokens.path("id_token")).getString("fhirUser")).endsWith("Practitioner/prac-1");
        assertThat(tokens.<String>path("refresh_token")).isNotNull();
        assertThat(app.patient(app.refresh(tokens))).isEqualTo("pat-1");
    }

    @Test
    @DisplayName("attacks 6 and 33: two interleaved launches stay apart, and a code serves once, with its own verifier")
    void interleaved() {
        LoginPages browser = realm.browser();
        Pkce first = Pkce.create();
        Pkce second = Pkce.create();
        Map<String, String> one = realm.launch(browser, app, first, "pat-1");
        Map<String, String> two = realm.launch(browser, app, second, "pat-2");
        assertThat(app.redeem(one.get("code"), second.verifier()).statusCode()).isEqualTo(400);

        Pkce third = Pkce.create();
        Map<String, String> three = realm.launch(browser, app, third, "pat-3");
        assertThat(app.patient(app.tokens(two, second))).isEqualTo("pat-2");
        assertThat(app.patient(app.tokens(three, third))).isEqualTo("pat-3");
        assertThat(app.redeem(three.get("code"), third.verifier()).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("LCTX-21: a launch serves once, in whatever flow")
    void launchOnce() {
        Map<String, String> request = realm.launchRequest(app, Pkce.create(), "pat-1");
        assertThat(realm.browser().visit(app.authorize(request), "drbob")).containsKey("code");
        Map<String, String> again = realm.request(app, App.SCOPE, Pkce.create());
        again.put("launch", request.get("launch"));
        assertRefused(app, again, "invalid_request");
        again.put("response_type", "code");
        assertThat(realm.browser().visit(app.authorize(again), "drbob")).containsEntry("error", "invalid_request");
    }

    @Test
    @DisplayName(
            "SMART-AUTHZ-4: PKCE, aud, launch, openid and nonce are as necessary as with code; errors are in the fragment")
    void rules() {
        Map<String, String> good = realm.request(app, "openid fhirUser user/*.rs", Pkce.create());
        for (String missing : List.of("code_challenge", "aud", "nonce")) {
            Map<String, String> bad = new LinkedHashMap<>(good);
            bad.remove(missing);
            assertRefused(app, bad, "invalid_request");
        }
        Map<String, String> bad = new LinkedHashMap<>(good);
        bad.put("aud", "https://other.example.org/fhir");
        assertRefused(app, bad, "invalid_request");
        bad.putAll(Map.of("aud", HybridRealm.FHIR, "scope", "user/*.rs"));
        assertRefused(app, bad, "invalid_request");
        bad.put("scope", App.SCOPE);
        assertRefused(app, bad, "invalid_request");
        bad.put("launch", "unknown");
        assertRefused(app, bad, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token", "id_token token", "code token", "code id_token token"})
    @DisplayName("SMART-AUTHZ-9: a client that may use code id_token gets no access token in the redirect, ever")
    void noToken(String type) {
        Map<String, String> request = realm.request(app, "openid fhirUser user/*.rs", Pkce.create());
        request.put("response_type", type);
        assertRefused(app, request, "unsupported_response_type");
    }

    @Test
    @DisplayName("SMART-AUTHZ-9: a client without the policy, with its settings all the same, can use only code")
    void otherClient() {
        App other = realm.unclassified(Map.of());
        assertRefused(
                other, realm.request(other, "openid fhirUser user/*.rs", Pkce.create()), "unsupported_response_type");
    }

    @Test
    @DisplayName("NZ-8, NZ-57: without ID tokens as detached signatures there is no hybrid flow")
    void noDetachedSignature() {
        App other = realm.hybridApp(Map.of("id.token.as.detached.signature", "false"));
        assertRefused(
                other, realm.request(other, "openid fhirUser user/*.rs", Pkce.create()), "unsupported_response_type");
    }

    @Test
    @DisplayName("SMART-AUTHZ-9: a setting that is taken away during the login holds at its end")
    void changedDuringLogin() {
        App other = realm.hybridApp(Map.of());
        LoginPages browser = realm.browser();
        Map<String, String> request = realm.launchRequest(other, Pkce.create(), "pat-1");
        Response page = browser.open(other.authorize(request));
        realm.client(other.clientId()).changeAttributes(Map.of("id.token.as.detached.signature", "false"));
        Response answer = browser.submitLogin(page, "drbob");
        HybridRealm.isInFragment(answer.header("Location"));
        assertThat(browser.callback(answer))
                .containsEntry("error", "unsupported_response_type")
                .containsEntry("state", "state-of-the-app")
                .doesNotContainKeys("code", "id_token");
    }

    @Test
    @DisplayName("SMART-REFRESH-1: no offline session is there before the code has been redeemed")
    void offline() {
        App lasting = realm.hybridApp(Map.of());
        Pkce pkce = Pkce.create();
        Map<String, String> request = realm.request(lasting, "openid fhirUser user/*.rs offline_access", pkce);
        Map<String, String> callback = realm.browser().visit(lasting.authorize(request), "drbob");
        assertThat(offlineSessions(lasting)).isZero();
        Response tokens = lasting.tokens(callback, pkce);
        assertThat(Jwt.claims(tokens.path("refresh_token")).getString("typ")).isEqualTo("Offline");
        assertThat(offlineSessions(lasting)).isEqualTo(1);
        assertThat(lasting.refresh(tokens).statusCode()).isEqualTo(200);
    }

    private int offlineSessions(App of) {
        return realm.admin
                .get(realm.client(of.clientId()).path() + "/offline-session-count")
                .jsonPath()
                .getInt("count");
    }

    @Test
    @DisplayName("NZ-8, NZ-57: form_post brings code and signature in a form")
    void formPost() {
        Pkce pkce = Pkce.create();
        Map<String, String> request = realm.launchRequest(app, pkce, "pat-4");
        request.put("response_mode", "form_post");
        LoginPages browser = realm.browser();
        Response form = browser.submitLogin(browser.open(app.authorize(request)), "drbob");
        assertThat(LoginPages.action(form)).isEqualTo(HybridRealm.CALLBACK);
        Map<String, String> fields = fields(form);
        assertThat(fields).doesNotContainKey("access_token");
        realm.checkSignature(app, fields);
        assertThat(app.patient(app.tokens(fields, pkce))).isEqualTo("pat-4");
    }

    private static Map<String, String> fields(Response form) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field =
                Pattern.compile("(?i)name=\"([^\"]*)\"\\s+value=\"([^\"]*)\"").matcher(form.asString());
        while (field.find()) {
            fields.put(field.group(1), field.group(2).replace("&#x2F;", "/"));
        }
        return fields;
    }
}
