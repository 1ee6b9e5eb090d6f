/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

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
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantContextIT {

    private SmartRealm realm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        realm.createUser("dora");
        realm.fhirUser("dora", "Practitioner/prac-2");
        app = realm.app("growth-chart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"online_access", "offline_access"})
    @DisplayName("attack 20, LCTX-24: two launches of one app in one browser, interleaved, refreshed twice each")
    void interleaved(String access) {
        String scope = "launch openid fhirUser patient/*.rs " + access;
        LoginPages browser = realm.browser();
        Pkce firstPkce = Pkce.create();
        Pkce secondPkce = Pkce.create();
        String first = app.authorize(app.launchRequest(scope, firstPkce, realm.register(Map.of("patient", "pat-1"))));
        String second = app.authorize(app.launchRequest(scope, secondPkce, realm.register(Map.of("patient", "pat-2"))));
        Map<String, String> firstCode = browser.visit(first, "drbob");
        Map<String, String> secondCode = browser.visit(second, "drbob");

        Response secondTokens = app.tokens(secondCode, secondPkce);
        Response firstTokens = app.tokens(firstCode, firstPkce);
        Response secondAgain = app.refresh(secondTokens);
        Response firstAgain = app.refresh(firstTokens);
        Response firstThird = app.refresh(firstAgain);
        Response secondThird = app.refresh(secondAgain);

        for (Response tokens : List.of(firstTokens, firstAgain, firstThird)) {
            assertThat(app.patient(tokens)).isEqualTo("pat-1");
        }
        for (Response tokens : List.of(secondTokens, secondAgain, secondThird)) {
            assertThat(app.patient(tokens)).isEqualTo("pat-2");
        }
    }

    @Test
    @DisplayName("attack 20: two apps in one browser, each with its patient")
    void twoApps() {
        App web = realm.app("web-app");
        LoginPages browser = realm.browser();
        Response chart = app.launch(browser, "drbob", Map.of("patient", "pat-1"));
        Response other = web.launch(browser, "drbob", Map.of("patient", "pat-2"));
        assertThat(app.patient(app.refresh(chart))).isEqualTo("pat-1");
        assertThat(web.patient(web.refresh(other))).isEqualTo("pat-2");
        assertThat(app.patient(chart)).isEqualTo("pat-1");
    }

    @Test
    @DisplayName("attack 20: an app that reuses its PKCE challenge gets the second patient only after the first")
    void reusedChallenge() {
        LoginPages browser = realm.browser();
        Pkce pkce = Pkce.create();
        String first = app.authorize(app.launchRequest(App.SCOPE, pkce, realm.register(Map.of("patient", "pat-1"))));
        String second = app.authorize(app.launchRequest(App.SCOPE, pkce, realm.register(Map.of("patient", "pat-2"))));

        Map<String, String> code = browser.visit(first, "drbob");
        assertThat(browser.visit(second, "drbob"))
                .containsEntry("error", "invalid_request")
                .containsEntry("error_description", "code_challenge was used before");
        Response tokens = app.tokens(code, pkce);
        assertThat(app.patient(tokens)).isEqualTo("pat-1");

        String third = app.authorize(app.launchRequest(App.SCOPE, pkce, realm.register(Map.of("patient", "pat-3"))));
        Response next = app.tokens(browser.visit(third, "drbob"), pkce);
        assertThat(app.patient(next)).isEqualTo("pat-3");
        assertThat(app.patient(app.refresh(tokens))).isEqualTo("pat-1");
    }

    @Test
    @DisplayName("attack 20: the same challenge from two users of a careless app doesn't mix them up")
    void reusedChallengeOfTwoUsers() {
        Pkce pkce = Pkce.create();
        String scope = "launch/patient openid fhirUser patient/*.rs";
        Map<String, String> alice = realm.browser().visit(app.authorize(app.request(scope, pkce)), "alice");
        String launch = realm.register(Map.of("patient", "pat-5"));
        Map<String, String> bob =
                realm.browser().visit(app.authorize(app.launchRequest("launch " + scope, pkce, launch)), "drbob");
        assertThat(app.patient(app.tokens(bob, pkce))).isEqualTo("pat-5");
        assertThat(app.patient(app.tokens(alice, pkce))).isEqualTo("pat-1");
    }

    @Test
    @DisplayName("LCTX-24: a later login without openid doesn't take the id_token from an older grant, nor give it one")
    void idTokenOfTheGrant() {
        LoginPages browser = realm.browser();
        Response with = app.launch(
                browser, "drbob", "launch openid fhirUser online_access patient/*.rs", Map.of("patient", "pat-1"));
        Response without =
                app.launch(browser, "drbob", "launch online_access patient/*.rs", Map.of("patient", "pat-2"));
        assertThat(without.<String>path("id_token")).isNull();

        Response refreshed = app.refresh(with);
        assertThat(Jwt.claims(refreshed.path("id_token")).getString("fhirUser")).isEqualTo("Practitioner/prac-1");

        Response newest = app.launch(browser, "drbob", Map.of("patient", "pat-3"));
        assertThat(newest.<String>path("id_token")).isNotNull();
        assertThat(app.refresh(without).<String>path("id_token")).isNull();
    }

    @Test
    @DisplayName("attack 15: a narrower refresh keeps the context; a wider allowance later changes neither")
    void narrowRefresh() {
        Response tokens = app.launch(realm.browser(), "drbob", Map.of("patient", "pat-4", "intent", "review"));
        Response narrow = app.refresh(tokens, "patient/Observation.rs");
        assertThat(narrow.<String>path("scope"))
                .contains("patient/Observation.rs")
                .doesNotContain("patient/*.rs");
        assertThat(app.context(narrow)).isEqualTo(Map.of("patient", "pat-4", "intent", "review"));
        Response wider = app.refresh(narrow, "patient/*.cruds");
        assertThat(wider.statusCode()).isEqualTo(400);
        assertThat(wider.<String>path("error")).isEqualTo("invalid_scope");
    }

    @Test
    @DisplayName("attack 15, 24: a token exchange passes the context on as it is")
    void exchange() {
        App service = realm.newApp(Map.of(
                "attributes",
                Map.of("standard.token.exchange.enabled", "true"),
                "protocolMappers",
                List.of(audience("self"))));
        Response tokens = service.launch(realm.browser(), "drbob", Map.of("patient", "pat-6", "encounter", "enc-6"));
        Response exchanged = service.token(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token", tokens.path("access_token"),
                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                "scope", "patient/Observation.rs"));
        assertThat(exchanged.statusCode()).as(exchanged.asString()).isEqualTo(200);
        assertThat(Jwt.claims(exchanged.path("access_token")).getString("patient"))
                .isEqualTo("pat-6");
        assertThat(Jwt.claims(exchanged.path("access_token")).getString("encounter"))
                .isEqualTo("enc-6");
    }

    private static Map<String, Object> audience(String name) {
        return Map.of(
                "name",
                name,
                "protocol",
                "openid-connect",
                "protocolMapper",
                "oidc-audience-mapper",
                "config",
                Map.of("included.client.audience", "fhir-server", "access.token.claim", "true"));
    }

    @Test
    @DisplayName("attack 30: a mapper that makes up a patient doesn't replace the grant's")
    void mapperIsNotTrusted() {
        App mapped = realm.newApp(Map.of(
                "protocolMappers",
                List.of(Map.of(
                        "name", "patient",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-hardcoded-claim-mapper",
                        "config",
                                Map.of(
                                        "claim.name", "patient",
                                        "claim.value", "pat-6",
                                        "jsonType.label", "String",
                                        "access.token.claim", "true",
                                        "id.token.claim", "true",
                                        "access.tokenResponse.claim", "true",
                                        "introspection.token.claim", "true")))));
        Response tokens = mapped.launch(realm.browser(), "drbob", Map.of("patient", "pat-1"));
        assertThat(mapped.patient(tokens)).isEqualTo("pat-1");
        Response none =
                mapped.launch(realm.browser(), "drbob", "launch openid online_access user/*.rs", Map.of("intent", "x"));
        assertThat(mapped.context(none)).isEqualTo(Map.of("intent", "x"));
        assertThat(mapped.context(mapped.refresh(none))).isEqualTo(Map.of("intent", "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient/*.rs", "user/*.rs", "launch/patient", "openid launch"})
    @DisplayName("SMART-SCOPE-43: no grant but the code flow gives a user's SMART scopes")
    void otherGrants(String scope) {
        App direct = realm.newApp(Map.of("directAccessGrantsEnabled", true));
        Response answer = direct.token(
                Map.of("grant_type", "password", "username", "alice", "password", "alice", "scope", scope));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("error")).isEqualTo("invalid_grant");
        assertThat(answer.<String>path("access_token")).isNull();
    }

    @Test
    @DisplayName("attack 27: revoked consent, logout and a disabled user end the grant at once")
    void ended() {
        LoginPages browser = realm.browser();
        Response tokens = app.launch(browser, "dora", App.SCOPE, Map.of("patient", "pat-2"));
        realm.admin.delete(realm.user("dora").path() + "/consents/growth-chart");
        assertThat(app.refresh(tokens).statusCode()).isEqualTo(400);

        Response again = app.launch(browser, "dora", App.SCOPE, Map.of("patient", "pat-2"));
        assertThat(realm.isActive(again.path("access_token"))).isTrue();
        realm.admin.post(realm.user("dora").path() + "/logout", "");
        assertThat(realm.isActive(again.path("access_token"))).isFalse();
        assertThat(app.refresh(again).<String>path("error")).isEqualTo("invalid_grant");

        Response last = app.launch(realm.browser(), "dora", App.SCOPE, Map.of("patient", "pat-2"));
        realm.admin.put(realm.user("dora").path(), Map.of("enabled", false));
        assertThat(realm.isActive(last.path("access_token"))).isFalse();
        assertThat(app.refresh(last).statusCode()).isEqualTo(400);
        realm.admin.put(realm.user("dora").path(), Map.of("enabled", true));
    }

    @Test
    @DisplayName("attack 27: a disabled client's tokens are inactive at once and refresh no more")
    void disabledClient() {
        App doomed = realm.newApp(Map.of());
        Response tokens = doomed.launch(realm.browser(), "drbob", Map.of("patient", "pat-1"));
        String path = realm.client(doomed.clientId()).path();
        Map<String, Object> client = realm.admin.get(path).jsonPath().getMap("");
        client.put("enabled", false);
        realm.admin.put(path, client);
        assertThat(realm.introspect(tokens.path("access_token")).getMap("")).isEqualTo(Map.of("active", false));
        assertThat(doomed.refresh(tokens).statusCode()).isIn(400, 401);
    }

    @Test
    @DisplayName("attack 24: a lightweight access token and what is said about it agree too")
    void lightweight() {
        App light = realm.newApp(Map.of("attributes", Map.of("client.use.lightweight.access.token.enabled", "true")));
        Response tokens = light.launch(realm.browser(), "drbob", Map.of("patient", "pat-2", "intent", "review"));
        for (Response answer : List.of(tokens, light.refresh(tokens))) {
            assertThat(light.context(answer)).isEqualTo(Map.of("patient", "pat-2", "intent", "review"));
            assertThat(realm.introspect(answer.path("access_token")).getString("fhirUser"))
                    .isEqualTo("Practitioner/prac-1");
        }
    }
}
