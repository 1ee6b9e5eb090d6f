/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.ClockedServer;
import org.smartpack.keycloak.testkit.MovesTime;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Answers;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.DpopKey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Which access tokens may register launch contexts (LCTX-1, LCTX-2). */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchContextTokenIT {

    private static final Map<String, Object> CONTEXT = Map.of("patient", "pat-1");

    private ApiRealm realm;

    @BeforeAll
    void realm(Admin admin) {
        realm = new ApiRealm(admin);
        realm.createUser("alice");
    }

    private Response register(String token) {
        return realm.json(Caller.bearer(token), CONTEXT);
    }

    private void audience(String clientId, String audience) {
        realm.client(clientId)
                .addMapper(
                        "oidc-audience-mapper",
                        Map.of("included.custom.audience", audience, "access.token.claim", "true"));
    }

    @Test
    @DisplayName("LCTX-1 an access token of client_credentials, for JSON and form, and more than once")
    void accessToken() {
        String token = realm.token(ApiRealm.EHR);
        Expect.registered(register(token));
        Expect.registered(register(token));
        Expect.registered(realm.form(Caller.bearer(token), "patient=1&client_id=app"));
        Expect.registered(realm.json(given().header("Authorization", "bearer " + token), CONTEXT));
    }

    @Test
    @DisplayName("attack 21: no token, garbage, a changed one, alg none: 401 invalid_token")
    void malformed() {
        String[] parts = realm.token(ApiRealm.EHR).split("\\.");
        for (String token : List.of(
                "",
                "x",
                "..",
                "a.b.c",
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1],
                parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA",
                parts[0] + "." + encode("{\"typ\":\"Bearer\"}") + "." + parts[2],
                encode("{\"alg\":\"none\"}") + "." + parts[1] + ".",
                encode("{\"typ\":\"JWT\"}") + "." + parts[1] + "." + parts[2],
                encode("{\"alg\":\"XX\"}") + "." + parts[1] + "." + parts[2],
                encode("[]") + "." + parts[1] + "." + parts[2])) {
            Answers.invalidToken("token " + token.length(), register(token));
        }
        Answers.invalidToken("two words", realm.json(given().header("Authorization", "Bearer a b"), CONTEXT));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("attack 21: a token of another realm")
    void otherRealm(Admin admin) {
        ApiRealm other = new ApiRealm(admin);
        Answers.invalidToken("other realm", register(other.token(ApiRealm.EHR)));
    }

    @Test
    @DisplayName("attack 21: a user's token, an id_token, a refresh token, though client and user have the role")
    void users() {
        realm.confidential(
                "portal",
                Map.of(
                        "directAccessGrantsEnabled",
                        true,
                        "attributes",
                        Map.of("client_credentials.use_refresh_token", "true")));
        realm.giveRole("portal", ApiRealm.FHIR_SERVER);
        realm.user("alice").give(realm.client(ApiRealm.FHIR_SERVER), ApiRealm.ROLE);

        Response user = Caller.basic("portal")
                .formParam("grant_type", "password")
                .formParam("username", "alice")
                .formParam("password", "alice")
                .formParam("scope", "openid")
                .post(realm.tokenUrl());
        assertThat(user.statusCode()).as(user.asString()).isEqualTo(200);
        Answers.invalidToken("user's", register(user.path("access_token")));
        Answers.invalidToken("id_token", register(user.path("id_token")));

        Response service = Caller.basic("portal")
                .formParam("grant_type", "client_credentials")
                .formParam("scope", "openid")
                .post(realm.tokenUrl());
        Expect.registered(register(service.path("access_token")));
        Answers.invalidToken("service's id_token", register(service.path("id_token")));
        Answers.invalidToken("refresh token", register(service.path("refresh_token")));
        Expect.registered(register(refreshed(service)));
        Answers.invalidToken("user's, refreshed", register(refreshed(user)));
    }

    private String refreshed(Response tokens) {
        Response refreshed = Caller.basic("portal")
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", tokens.<String>path("refresh_token"))
                .post(realm.tokenUrl());
        assertThat(refreshed.statusCode()).as(refreshed.asString()).isEqualTo(200);
        return refreshed.path("access_token");
    }

    @Test
    @DisplayName("attack 21: the EHR's token that somebody else exchanged for one of its own")
    void exchanged() {
        realm.confidential("exchanger", Map.of("attributes", Map.of("standard.token.exchange.enabled", "true")));
        realm.giveRole("exchanger", ApiRealm.FHIR_SERVER);
        realm.confidential("careless", Map.of());
        realm.giveRole("careless", ApiRealm.FHIR_SERVER);
        audience("careless", "exchanger");
        Response exchanged = Caller.basic("exchanger")
                .formParam("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
                .formParam("subject_token", realm.token("careless"))
                .formParam("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                .post(realm.tokenUrl());
        assertThat(exchanged.statusCode()).as(exchanged.asString()).isEqualTo(200);
        Answers.invalidToken("exchanged", register(exchanged.path("access_token")));
    }

    @Test
    @DisplayName("attack 21: a token that is for another API; one for the FHIR server by its base URL does")
    void audience() {
        realm.confidential("narrow", Map.of("fullScopeAllowed", false));
        realm.giveRole("narrow", ApiRealm.FHIR_SERVER);
        Expect.registered(realm.json(Caller.basic("narrow"), CONTEXT));
        audience("narrow", "https://billing.example.org");
        Answers.invalidToken("another API's", register(realm.token("narrow")));

        realm.confidential("wide", Map.of("fullScopeAllowed", false));
        realm.giveRole("wide", ApiRealm.FHIR_SERVER);
        audience("wide", ApiRealm.BASE);
        Expect.registered(register(realm.token("wide")));
    }

    @Test
    @DisplayName("LCTX-2 attack 21: a token for the FHIR server without the role: 403; the role counts as it is now")
    void role() {
        realm.confidential("low", Map.of());
        audience("low", ApiRealm.BASE);
        String token = realm.token("low");
        Response refused = register(token);
        Answers.insufficientScope("no role", refused);
        assertThat(refused.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"");
        realm.giveRole("low", ApiRealm.FHIR_SERVER);
        Expect.registered(register(token));
        realm.takeRole("low", ApiRealm.FHIR_SERVER);
        Answers.insufficientScope("taken away", register(token));
    }

    @Test
    @DisplayName("attack 21, 27: a revoked token, a disabled client, a realm's not-before")
    void revoked(Admin admin) {
        ApiRealm own = new ApiRealm(admin);
        String token = own.token(ApiRealm.EHR);
        Expect.registered(own.json(Caller.bearer(token), CONTEXT));
        Caller.basic(ApiRealm.EHR)
                .formParam("token", token)
                .post(own.url + "/protocol/openid-connect/revoke")
                .then()
                .statusCode(200);
        Answers.invalidToken("revoked", own.json(Caller.bearer(token), CONTEXT));

        String second = own.token(ApiRealm.EHR);
        own.client(ApiRealm.EHR).change(Map.of("enabled", false));
        Answers.invalidToken("disabled", own.json(Caller.bearer(second), CONTEXT));
        own.client(ApiRealm.EHR).change(Map.of("enabled", true));
        Expect.registered(own.json(Caller.bearer(second), CONTEXT));

        own.change(Map.of("notBefore", Instant.now().getEpochSecond() + 60));
        Answers.invalidToken("not before", own.json(Caller.bearer(second), CONTEXT));
    }

    @MovesTime
    @DisplayName("attack 21: an expired token")
    void expired(ClockedServer clocked) {
        ApiRealm there = new ApiRealm(clocked.admin());
        there.confidential("brief", Map.of("attributes", Map.of("access.token.lifespan", "60")));
        there.giveRole("brief", ApiRealm.FHIR_SERVER);
        String token = there.token("brief");
        Expect.registered(there.json(Caller.bearer(token), CONTEXT));

        clocked.clock().pass(Duration.ofSeconds(61));

        Answers.invalidToken("expired", there.json(Caller.bearer(token), CONTEXT));
    }

    @Test
    @DisplayName("LCTX-1 a token that is bound to a key needs the proof of that key (RFC 9449)")
    void bound() {
        realm.confidential("bound", Map.of("attributes", Map.of("dpop.bound.access.tokens", "true")));
        realm.giveRole("bound", ApiRealm.FHIR_SERVER);
        DpopKey key = new DpopKey();
        String token = Caller.basic("bound")
                .header("DPoP", key.proof(realm.tokenUrl(), ""))
                .formParam("grant_type", "client_credentials")
                .post(realm.tokenUrl())
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");

        Expect.registered(realm.json(bound(token, key.proof(realm.api(), token)), CONTEXT));
        Answers.invalidToken("as Bearer", register(token));
        Answers.invalidToken("no proof", realm.json(given().header("Authorization", "DPoP " + token), CONTEXT));
        Answers.invalidToken(
                "another key's", realm.json(bound(token, new DpopKey().proof(realm.api(), token)), CONTEXT));
        Answers.invalidToken("for another URL", realm.json(bound(token, key.proof(realm.url, token)), CONTEXT));
        String proof = key.proof(realm.api(), token);
        Expect.registered(realm.json(bound(token, proof), CONTEXT));
        Answers.invalidToken("used twice", realm.json(bound(token, proof), CONTEXT));
        String unbound = realm.token(ApiRealm.EHR);
        Answers.invalidToken(
                "a proof without need", realm.json(bound(unbound, key.proof(realm.api(), unbound)), CONTEXT));
    }

    private static RequestSpecification bound(String token, String proof) {
        return given().header("Authorization", "DPoP " + token).header("DPoP", proof);
    }
}
