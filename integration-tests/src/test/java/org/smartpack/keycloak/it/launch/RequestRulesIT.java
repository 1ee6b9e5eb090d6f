/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

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
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** What an app's authorization request has to be, whatever it launches. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestRulesIT {

    private static final String SCOPE = "openid fhirUser user/*.rs";

    private SmartRealm realm;
    private App app;
    private App lenient;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        app = realm.app("growth-chart");
        // Without a switch of Keycloak's for PKCE: the rule is the pack's.
        lenient = realm.newApp(Map.of());
    }

    private void assertRefusedByGetAndPost(App asked, Map<String, String> request, String error) {
        for (Map<String, String> callback : List.of(
                realm.browser().visit(asked.authorize(request), "drbob"),
                realm.browser().submit(realm.endpoint("auth"), request, "drbob"))) {
            assertThat(callback)
                    .containsEntry("error", error)
                    .containsEntry("state", "state-of-the-app")
                    .containsEntry("iss", realm.url)
                    .doesNotContainKey("code");
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "https://127.0.0.1:8090/fhir",
                "http://127.0.0.1:8090/FHIR",
                "http://127.0.0.1:8090/fhir//",
                "http://127.0.0.1:8090/fhir/.",
                "http://127.0.0.1:8090/fhir?x=1",
                "http://127.0.0.1:8090/fhir#x",
                "http://127.0.0.1:8091/fhir",
                "http://127.0.0.1/fhir",
                "http://127.0.0.1.:8090/fhir",
                "http://localhost:8090/fhir",
                "http://ehr@127.0.0.1:8090/fhir",
                "http://127.0.0.1:8090/fhir@evil.example",
                "http://127.0.0.1:8090%2Ffhir",
                "http://127.0.0.1:8090/fhir http://127.0.0.1:8090/fhir",
                "[\"http://127.0.0.1:8090/fhir\"]",
                "fhir-server"
            })
    @DisplayName("attack 3, SMART-AUTHZ-2: aud missing, wrong or a look-alike: invalid_request, no code")
    void wrongAudience(String aud) {
        Map<String, String> request = app.request(SCOPE, Pkce.create());
        if (aud == null) {
            request.remove("aud");
        } else {
            request.put("aud", aud);
        }
        assertRefusedByGetAndPost(app, request, "invalid_request");
    }

    @Test
    @DisplayName("attack 3: aud twice is refused")
    void repeatedAudience() {
        String url = app.authorize(app.request(SCOPE, Pkce.create())) + "&aud=http%3A%2F%2F127.0.0.1%3A8090%2Ffhir";
        assertThat(realm.browser().visit(url, "drbob"))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("code");
    }

    @Test
    @DisplayName("SMART-AUTHZ-1, 3: one slash at the end is forgiven; the token's aud is the registered base URL")
    void audience() {
        Map<String, String> request = app.request(SCOPE, Pkce.create());
        Pkce pkce = Pkce.create();
        request.put("code_challenge", pkce.challenge());
        request.put("aud", SmartRealm.FHIR + "/");
        Response tokens = app.tokens(realm.browser().visit(app.authorize(request), "drbob"), pkce);
        assertThat(Jwt.claims(tokens.path("access_token")).getList("aud", String.class))
                .containsExactlyInAnyOrder(SmartRealm.FHIR, "fhir-server");
        assertThat(realm.introspect(tokens.path("access_token")).getList("aud", String.class))
                .containsExactlyInAnyOrder(SmartRealm.FHIR, "fhir-server");
    }

    @Test
    @DisplayName("SMART-AUTHZ-2: resource (RFC 8707) says the same as aud; different ones are invalid_target")
    void resource() {
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.request(SCOPE, pkce);
        request.remove("aud");
        request.put("resource", SmartRealm.FHIR);
        Map<String, String> callback = realm.browser().visit(app.authorize(request), "drbob");
        assertThat(app.tokens(callback, pkce).<String>path("scope")).contains("user/*.rs");

        request.put("aud", SmartRealm.FHIR);
        request.put("resource", "https://other.example.org/fhir");
        assertRefusedByGetAndPost(app, request, "invalid_target");
    }

    @Test
    @DisplayName(
            "SMART-AUTHZ-1: aud and resource that differ by one slash at the end are the same server, as registered")
    void slash() {
        for (List<String> spelled : List.of(
                List.of(SmartRealm.FHIR + "/", SmartRealm.FHIR),
                List.of(SmartRealm.FHIR, SmartRealm.FHIR + "/"),
                List.of("", SmartRealm.FHIR + "/"))) {
            Pkce pkce = Pkce.create();
            Map<String, String> request = app.request(SCOPE, pkce);
            request.put("aud", spelled.get(0));
            request.put("resource", spelled.get(1));
            Response tokens = app.tokens(realm.browser().visit(app.authorize(request), "drbob"), pkce);
            assertThat(Jwt.claims(tokens.path("access_token")).getList("aud", String.class))
                    .as(spelled.toString())
                    .containsExactlyInAnyOrder(SmartRealm.FHIR, "fhir-server");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8090/fhir//",
                "http://127.0.0.1:8090/FHIR/",
                "http://127.0.0.1:8090/fhir/./",
                "http://127.0.0.1:8090//fhir",
                "http://127.0.0.1:8090/",
                "http://127.0.0.1.:8090/fhir/"
            })
    @DisplayName("attack 3: a look-alike in resource is refused, alone and beside the right aud")
    void wrongResource(String resource) {
        Map<String, String> request = app.request(SCOPE, Pkce.create());
        request.put("resource", resource);
        assertRefusedByGetAndPost(app, request, "invalid_target");
        request.remove("aud");
        assertRefusedByGetAndPost(app, request, "invalid_request");
    }

    @Test
    @DisplayName("attack 5, SMART-AUTHZ-4: without challenge, method or S256: invalid_request, no code")
    void pkce() {
        Map<String, String> good = lenient.request(SCOPE, Pkce.create());
        Map<String, String> none = new LinkedHashMap<>(good);
        none.remove("code_challenge");
        none.remove("code_challenge_method");
        Map<String, String> noMethod = new LinkedHashMap<>(good);
        noMethod.remove("code_challenge_method");
        Map<String, String> noChallenge = new LinkedHashMap<>(good);
        noChallenge.remove("code_challenge");
        Map<String, String> plain = new LinkedHashMap<>(good);
        plain.put("code_challenge_method", "plain");
        Map<String, String> lowerCase = new LinkedHashMap<>(good);
        lowerCase.put("code_challenge_method", "s256");
        Map<String, String> blank = new LinkedHashMap<>(good);
        blank.put("code_challenge", " ");
        Map<String, String> revoked = new LinkedHashMap<>(good);
        // Keycloak's store has an own meaning for keys that end so (attack 32).
        revoked.put("code_challenge", "a".repeat(40) + ".revoked");
        for (Map<String, String> bad : List.of(none, noMethod, noChallenge, plain, lowerCase, blank, revoked)) {
            assertRefusedByGetAndPost(lenient, bad, "invalid_request");
        }
    }

    @Test
    @DisplayName("attack 5: an app of SMART 1 without PKCE is told what is missing")
    void pkceIsNamed() {
        Map<String, String> request = lenient.request("launch/patient patient/*.read", Pkce.create());
        request.keySet().removeAll(List.of("code_challenge", "code_challenge_method"));

        assertThat(realm.browser().visit(lenient.authorize(request), "alice"))
                .containsEntry("error", "invalid_request")
                .containsEntry(
                        "error_description",
                        "SMART apps must use PKCE (RFC 7636): send code_challenge with code_challenge_method S256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong-verifier-wrong-verifier-wrong-verifier-wrong", "short"})
    @DisplayName("SMART-TOKEN-4, attack 5: a missing or mismatched code_verifier is invalid_grant and burns the code")
    void verifier(String verifier) {
        Pkce pkce = Pkce.create();
        Map<String, String> callback = realm.browser().visit(app.authorize(app.request(SCOPE, pkce)), "drbob");
        Response refused = app.redeem(callback.get("code"), verifier);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("invalid_grant");
        assertThat(app.redeem(callback.get("code"), pkce.verifier()).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token", "id_token token", "code id_token", "none"})
    @DisplayName("SMART-AUTHZ-9: response_type is code")
    void responseType(String type) {
        App implicit = realm.newApp(Map.of("implicitFlowEnabled", true));
        Map<String, String> request = implicit.request(SCOPE, Pkce.create());
        request.put("response_type", type);
        request.put("nonce", "n");
        request.put("response_mode", type.equals("none") ? "query" : "fragment");
        String location = realm.browser().open(implicit.authorize(request)).header("Location");
        assertThat(location)
                .startsWith(Realm.CALLBACK)
                .contains("error=unsupported_response_type")
                .doesNotContain("access_token", "id_token", "code=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9999/callback/",
                "http://127.0.0.1:9999/callback/../callback2",
                "http://127.0.0.1:9999/callback%2F..%2Fother",
                "http://127.0.0.1:9999/callback#fragment",
                "http://127.0.0.1:9999/callback?x=1",
                "http://user@127.0.0.1:9999/callback",
                "http://127.0.0.1:9998/callback",
                "https://127.0.0.1:9999/callback",
                "http://127.0.0.1:9999/CALLBACK",
                "http://127.0.0.1.evil.example:9999/callback",
                "//127.0.0.1:9999/callback",
                "javascript:alert(1)"
            })
    @DisplayName("attack 1, SMART-AUTHZ-7, 10: redirect_uri has to match; if not there is a page and no redirect")
    void redirectUri(String uri) {
        Map<String, String> request = app.request(SCOPE, Pkce.create());
        request.put("redirect_uri", uri);
        Response page = realm.browser().open(app.authorize(request));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.header("Location")).isNull();
    }

    @Test
    @DisplayName("attack 2: iss is in a successful answer too")
    void issuer() {
        Map<String, String> callback = realm.browser().visit(app.authorize(app.request(SCOPE, Pkce.create())), "drbob");
        assertThat(callback).containsEntry("iss", realm.url).containsEntry("state", "state-of-the-app");
    }

    @Test
    @DisplayName("SMART-SCOPE-41: other context than a patient comes from an EHR only")
    void standaloneEncounter() {
        assertRefusedByGetAndPost(
                app, app.request("launch/encounter openid user/*.rs", Pkce.create()), "invalid_scope");
    }

    @Test
    @DisplayName("An app that doesn't speak SMART is not asked for aud or PKCE")
    void otherApps() {
        Map<String, String> request = new LinkedHashMap<>(lenient.request("openid profile", Pkce.create()));
        request.keySet().removeAll(List.of("aud", "code_challenge", "code_challenge_method"));
        Map<String, String> callback = realm.browser().visit(lenient.authorize(request), "drbob");
        Response tokens = lenient.token(Map.of(
                "grant_type", "authorization_code", "code", callback.get("code"), "redirect_uri", Realm.CALLBACK));
        assertThat(tokens.statusCode()).isEqualTo(200);
        assertThat(tokens.<String>path("refresh_token"))
                .as("as without the pack")
                .isNotNull();
        assertThat(lenient.refresh(tokens).statusCode()).isEqualTo(200);
    }
}
