/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.util.LinkedHashMap;
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
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Answers;
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.DpopKey;
import org.smartpack.keycloak.testkit.smart.App;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may ask, and how a caller proves who it is (INTRO-2, INTRO-5, INTRO-10, 11, INTRO-24). */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntrospectionCallerIT {

    private IntrospectionRealm realm;
    private Asker asker;
    private String token;

    @BeforeAll
    void realm(Admin admin) {
        realm = new IntrospectionRealm(admin);
        asker = realm.asker;
        token = realm.launched().path("access_token");
    }

    private Response ask(RequestSpecification caller) {
        return asker.ask(caller, token);
    }

    private Response bearer(String callersToken) {
        return ask(Caller.bearer(callersToken));
    }

    @Test
    @DisplayName(
            "INTRO-2 INTRO-24 INTRO-FA-1 INTRO-IUA-2 one token, asked as Basic, post, client_assertion and Bearer: the same answer")
    void sameAnswer() {
        Map<String, Map<String, Object>> answers = new LinkedHashMap<>();
        for (String client :
                List.of(IntrospectionRealm.FHIR_SERVER, IntrospectionRealm.GATEWAY, IntrospectionRealm.AUDITOR)) {
            answers.put(client + ", Basic", asker.active(Caller.basic(client), token));
            answers.put(client + ", post", asker.active(Caller.post(client), token));
            answers.put(client + ", Bearer", asker.active(Caller.bearer(realm.tokenOf(client)), token));
        }
        for (String audience : List.of(asker.realm().tokenUrl(), asker.realm().url, asker.url())) {
            answers.put(
                    "assertion for " + audience,
                    asker.active(
                            Caller.assertion(realm.signed.assertion(audience).sign()), token));
        }
        String scoped = Client.confidential(realm, IntrospectionRealm.SCOPED).ownToken(Map.of("scope", "__introspect"));
        answers.put("scope __introspect", asker.active(Caller.bearer(scoped), token));

        for (String client : List.of(IntrospectionRealm.GATEWAY, IntrospectionRealm.AUDITOR)) {
            answers.put(client + ", Keycloak's endpoint", asker.keycloak(client, token));
        }

        Map<String, Object> keycloak = asker.keycloak(IntrospectionRealm.FHIR_SERVER, token);
        assertThat(keycloak).containsEntry("active", true).containsEntry("patient", "pat-1");
        assertThat(answers)
                .hasSize(15)
                .allSatisfy((who, answer) -> assertThat(answer).as(who).isEqualTo(keycloak));
    }

    @Test
    @DisplayName(
            "INTRO-2 attack 26: Keycloak's endpoint tells of access tokens by role, of nothing else, and nobody else")
    void rolesAtKeycloaksEndpoint() {
        Map<String, Object> inactive = Map.of("active", false);
        App app = realm.newApp(Map.of());
        Response tokens = realm.launched(app);
        String access = tokens.path("access_token");
        for (String client : List.of(IntrospectionRealm.FHIR_SERVER, IntrospectionRealm.GATEWAY)) {
            assertThat(asker.keycloak(client, access)).as(client).containsEntry("patient", "pat-1");
            assertThat(asker.keycloak(client, realm.tokenOf(IntrospectionRealm.STRANGER)))
                    .as(client)
                    .isEqualTo(inactive);
        }
        assertThat(asker.keycloak(IntrospectionRealm.AUDITOR, realm.tokenOf(IntrospectionRealm.STRANGER)))
                .containsEntry("active", true);
        for (String client :
                List.of(IntrospectionRealm.FHIR_SERVER, IntrospectionRealm.GATEWAY, IntrospectionRealm.AUDITOR)) {
            assertThat(asker.keycloak(client, tokens.path("id_token")))
                    .as(client)
                    .isEqualTo(inactive);
            assertThat(asker.keycloak(client, tokens.path("refresh_token")))
                    .as(client)
                    .isEqualTo(inactive);
        }
        for (String client : List.of(IntrospectionRealm.STRANGER, IntrospectionRealm.SCOPED, "web-app")) {
            assertThat(asker.keycloak(client, access)).as(client).isEqualTo(inactive);
        }
        realm.confidential("temporary", Map.of());
        realm.give("temporary", "introspect");
        assertThat(asker.keycloak("temporary", access)).containsEntry("active", true);
        realm.take("temporary", "introspect");
        assertThat(asker.keycloak("temporary", access)).isEqualTo(inactive);
    }

    @Test
    @DisplayName("INTRO-20, INTRO-IUA-7: smart-configuration names this endpoint, and says that Bearer is a way to ask")
    void discovered() {
        Response document = given().get(realm.url + "/.well-known/smart-configuration");
        assertThat(document.<String>path("introspection_endpoint")).isEqualTo(asker.url());
        assertThat(document.jsonPath().getList("introspection_endpoint_auth_methods_supported", String.class))
                .contains("client_secret_basic", "Bearer");
    }

    @Test
    @DisplayName("INTRO-FA-1, 2, 3, 4: Firely Auth's path says the same, and refuses the same")
    void firely() {
        Asker firely = new Asker(realm, "/connect/introspect");
        assertThat(firely.active(Caller.basic(IntrospectionRealm.FHIR_SERVER), token))
                .isEqualTo(asker.active(Caller.basic(IntrospectionRealm.FHIR_SERVER), token));
        assertThat(firely.active(
                        Caller.assertion(realm.signed.assertion(firely.url()).sign()), token))
                .containsEntry("patient", "pat-1");
        firely.inactive("garbage", Caller.basic(IntrospectionRealm.FHIR_SERVER), "garbage");
        Answers.invalidClient("none", firely.ask(given(), token));
        Answers.insufficientScope("a stranger", firely.ask(Caller.basic(IntrospectionRealm.STRANGER), token));
        assertThat(Caller.basic(IntrospectionRealm.FHIR_SERVER)
                        .formParam("token_type_hint", "access_token")
                        .post(firely.url())
                        .statusCode())
                .isEqualTo(400);
        assertThat(given().get(firely.url()).statusCode()).isEqualTo(405);
    }

    @Test
    @DisplayName("NZ-11, NZ-34: smart/tokeninfo is the introspection endpoint under the name of New Zealand's text")
    void tokenInfo() {
        Asker newZealand = new Asker(realm, "/smart/tokeninfo");
        assertThat(newZealand.active(Caller.basic(IntrospectionRealm.FHIR_SERVER), token))
                .isEqualTo(asker.active(Caller.basic(IntrospectionRealm.FHIR_SERVER), token));
        assertThat(newZealand.active(
                        Caller.assertion(
                                realm.signed.assertion(newZealand.url()).sign()),
                        token))
                .containsEntry("patient", "pat-1");
        assertThat(newZealand.active(Caller.bearer(realm.tokenOf(IntrospectionRealm.GATEWAY)), token))
                .containsEntry("patient", "pat-1");
        newZealand.inactive("garbage", Caller.basic(IntrospectionRealm.FHIR_SERVER), "garbage");
        newZealand.inactive(
                "a token that isn't for this FHIR server",
                Caller.basic(IntrospectionRealm.FHIR_SERVER),
                realm.tokenOf(IntrospectionRealm.STRANGER));
        newZealand.inactive(
                "another realm's token",
                Caller.basic(IntrospectionRealm.FHIR_SERVER),
                new IntrospectionRealm(realm.admin).launched().path("access_token"));
        Answers.invalidClient("none", newZealand.ask(given(), token));
        Answers.invalidClient("wrong", newZealand.ask(Caller.basic(IntrospectionRealm.FHIR_SERVER, "wrong"), token));
        Answers.insufficientScope("a stranger", newZealand.ask(Caller.basic(IntrospectionRealm.STRANGER), token));
        Answers.invalidRequest(
                "no token", Caller.basic(IntrospectionRealm.FHIR_SERVER).post(newZealand.url()));
        for (int status : List.of(
                given().get(newZealand.url()).statusCode(),
                given().put(newZealand.url()).statusCode(),
                given().queryParam("token", token).get(newZealand.url()).statusCode())) {
            assertThat(status).isEqualTo(405);
        }
    }

    @Test
    @DisplayName("INTRO-5 attack 26: no, wrong, empty or unknown credentials: 401 invalid_client")
    void wrongSecret() {
        Answers.invalidClient("none", ask(given()));
        String known = IntrospectionRealm.FHIR_SERVER;
        for (String secret : List.of("wrong", "", "gateway-secret", known)) {
            Answers.invalidClient("Basic " + secret, ask(Caller.basic(known, secret)));
            Answers.invalidClient(
                    "post " + secret, ask(given().formParam("client_id", known).formParam("client_secret", secret)));
        }
        Answers.invalidClient("unknown", ask(Caller.basic("nobody")));
        Answers.invalidClient("unknown, post", ask(Caller.post("nobody")));
        Answers.invalidClient("only a client_id", ask(given().formParam("client_id", known)));
        Answers.invalidClient("only a secret", ask(given().formParam("client_secret", known + "-secret")));
        Answers.invalidClient("a public client_id", ask(given().formParam("client_id", "growth-chart")));
        Answers.invalidClient(
                "LEN-1: the same, with a secret that counts as left out",
                ask(given().formParam("client_id", "growth-chart").formParam("client_secret", "")));
        for (String header : List.of("Basic", "Basic ", "Basic !!!", "Digest x", "Negotiate x", "x")) {
            Answers.invalidClient(header, ask(given().header("Authorization", header)));
        }
        Answers.invalidClient(
                "in the query",
                ask(given().queryParam("client_id", known).queryParam("client_secret", known + "-secret")));
        Answers.invalidClient("token in the query", ask(given().queryParam("access_token", realm.tokenOf(known))));
        Answers.invalidClient("token in the body", ask(given().formParam("access_token", realm.tokenOf(known))));
        Answers.invalidClient("the token itself", ask(given().formParam("client_secret", token)));
    }

    @Test
    @DisplayName("INTRO-5, 11 a public client proves nothing: 403, whatever it sends as its secret")
    void publicClient() {
        for (String secret : List.of("", "x", "growth-chart-secret")) {
            Answers.insufficientScope("Basic", ask(Caller.basic("growth-chart", secret)));
            if (!secret.isEmpty()) {
                Answers.insufficientScope(
                        "post",
                        ask(given().formParam("client_id", "growth-chart").formParam("client_secret", secret)));
            }
        }
    }

    @Test
    @DisplayName("INTRO-2 INTRO-10 attack 26: exactly one way of authentication, though each were right")
    void twoWays() {
        String known = IntrospectionRealm.FHIR_SERVER;
        Answers.invalidClient(
                "Basic and post",
                ask(Caller.basic(known).formParam("client_id", known).formParam("client_secret", known + "-secret")));
        Answers.invalidClient(
                "Basic and assertion",
                ask(Caller.basic(known)
                        .formParam("client_assertion_type", Caller.ASSERTION_TYPE)
                        .formParam(
                                "client_assertion",
                                realm.signed.assertion(asker.realm().tokenUrl()).sign())));
        Answers.invalidClient(
                "Bearer and post",
                ask(Caller.bearer(realm.tokenOf(known))
                        .formParam("client_id", known)
                        .formParam("client_secret", known + "-secret")));
        Answers.invalidClient(
                "two headers", ask(Caller.basic(known).header("Authorization", "Bearer " + realm.tokenOf(known))));
        Answers.invalidClient("a secret twice", ask(Caller.post(known).formParam("client_secret", known + "-secret")));
        Answers.invalidClient(
                "post and assertion",
                ask(Caller.post(known)
                        .formParam("client_assertion_type", Caller.ASSERTION_TYPE)
                        .formParam(
                                "client_assertion",
                                realm.signed.assertion(asker.realm().tokenUrl()).sign())));
    }

    @Test
    @DisplayName("INTRO-2 a caller may name itself beside its credentials, and nobody else")
    void clientId() {
        String known = IntrospectionRealm.FHIR_SERVER;
        assertThat(asker.active(Caller.basic(known).formParam("client_id", known), token))
                .containsKey("exp");
        Answers.invalidClient("Basic", ask(Caller.basic(known).formParam("client_id", IntrospectionRealm.AUDITOR)));
        Answers.invalidClient(
                "assertion",
                ask(Caller.assertion(realm.signed.assertion(asker.url()).sign()).formParam("client_id", known)));
        Answers.invalidClient(
                "Bearer", ask(Caller.bearer(realm.tokenOf(known)).formParam("client_id", "growth-chart")));
    }

    @Test
    @DisplayName(
            "attack 6, 8, 26: an assertion that is used again, foreign, another's or half there: 401 invalid_client")
    void wrongAssertion() {
        String assertion = realm.signed.assertion(asker.url()).sign();
        assertThat(ask(Caller.assertion(assertion)).statusCode()).isEqualTo(200);
        Answers.invalidClient("again", ask(Caller.assertion(assertion)));
        for (String audience : List.of(
                asker.realm().url + "x",
                asker.realm().url + "/smart/launch-context",
                asker.realm().tokenUrl() + "/introspect",
                asker.url() + "/",
                "https://other.example.org/smart/introspect")) {
            Answers.invalidClient(
                    audience,
                    ask(Caller.assertion(realm.signed.assertion(audience).sign())));
        }
        Answers.invalidClient(
                "another key",
                ask(Caller.assertion(
                        realm.signed.impostor().assertion(asker.url()).sign())));
        Answers.invalidClient("garbage", ask(Caller.assertion("x.y.z")));
        Answers.invalidClient(
                "no type",
                ask(given().formParam(
                                "client_assertion",
                                realm.signed.assertion(asker.url()).sign())));
        Answers.invalidClient("no assertion", ask(given().formParam("client_assertion_type", Caller.ASSERTION_TYPE)));
        Answers.invalidClient(
                "repeated",
                ask(Caller.assertion(realm.signed.assertion(asker.url()).sign()).formParam("client_assertion", "x")));
    }

    @Test
    @DisplayName(
            "INTRO-5, 11 attack 26: who may not ask gets 403 insufficient_scope, in the language of RFC 6750 as Bearer")
    void withoutRight() {
        Answers.insufficientScope("Basic", ask(Caller.basic(IntrospectionRealm.STRANGER)));
        Answers.insufficientScope("post", ask(Caller.post(IntrospectionRealm.STRANGER)));
        Answers.insufficientScope("an app", ask(Caller.basic("web-app")));
        Answers.insufficientScope("an EHR", ask(Caller.basic("ehr")));
        Response refused = bearer(realm.tokenOf(IntrospectionRealm.STRANGER));
        Answers.insufficientScope("Bearer", refused);
        assertThat(refused.header("WWW-Authenticate"))
                .startsWith("Bearer realm=\"")
                .contains("error=\"insufficient_scope\"");
        Answers.insufficientScope("the scope not asked for", bearer(realm.tokenOf(IntrospectionRealm.SCOPED)));
        Answers.insufficientScope("the scope is in tokens only", ask(Caller.basic(IntrospectionRealm.SCOPED)));
    }

    @Test
    @DisplayName("INTRO-24, KT-BS-3 a caller's token that was refreshed is its own as well")
    void refreshedBearer() {
        realm.confidential("refreshing", Map.of("attributes", Map.of("client_credentials.use_refresh_token", "true")));
        realm.give("refreshing", "introspect");
        Response first = Caller.basic("refreshing")
                .formParam("grant_type", "client_credentials")
                .post(asker.realm().tokenUrl());
        Response second = Caller.basic("refreshing")
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", first.<String>path("refresh_token"))
                .post(asker.realm().tokenUrl());
        assertThat(second.statusCode()).as(second.asString()).isEqualTo(200);
        assertThat(asker.active(Caller.bearer(second.path("access_token")), token))
                .containsEntry("patient", "pat-1");
        Answers.invalidToken("the refresh token itself", bearer(second.path("refresh_token")));
    }

    @Test
    @DisplayName("INTRO-24 roles are those of now, whatever a token says")
    void rolesAreLive() {
        realm.confidential("promoted", Map.of());
        String before = realm.tokenOf("promoted");
        Answers.insufficientScope("no role", bearer(before));
        realm.give("promoted", "introspect");
        assertThat(asker.active(Caller.bearer(before), token)).containsKey("exp");
        realm.take("promoted", "introspect");
        Answers.insufficientScope("taken away", bearer(before));
        Answers.insufficientScope("taken away, Basic", ask(Caller.basic("promoted")));
        realm.give("promoted", "introspect-any");
        assertThat(asker.active(Caller.bearer(before), token)).containsKey("exp");
        realm.client("promoted").change(Map.of("serviceAccountsEnabled", false));
        Answers.insufficientScope("no service account any more", ask(Caller.basic("promoted")));
    }

    @Test
    @DisplayName("INTRO-5 attack 26: garbage, foreign, user and id tokens as the caller's: 401 invalid_token")
    void wrongBearer(Admin admin) {
        IntrospectionRealm other = new IntrospectionRealm(admin);
        Answers.invalidToken("another realm's", bearer(other.tokenOf(IntrospectionRealm.FHIR_SERVER)));
        String own = realm.tokenOf(IntrospectionRealm.FHIR_SERVER);
        for (String wrong : List.of(
                "x", "x.y.z", own + "x", own.substring(1), own.substring(0, own.lastIndexOf('.') + 1), "e30.e30.")) {
            Answers.invalidToken(wrong, bearer(wrong));
        }
        for (String header : List.of("Bearer", "Bearer  ", "Bearer " + own + " x", "DPoP x")) {
            Answers.invalidToken(header, ask(given().header("Authorization", header)));
        }
        App app = realm.newApp(Map.of());
        Response tokens = realm.launched(app);
        Answers.invalidToken("a user's", bearer(tokens.path("access_token")));
        Answers.invalidToken("the token that is asked about", bearer(token));
        Answers.invalidToken("id_token", bearer(tokens.path("id_token")));
        Answers.invalidToken("refresh token", bearer(tokens.path("refresh_token")));
        Answers.invalidToken("a user's, refreshed", bearer(app.refresh(tokens).path("access_token")));
    }

    @Test
    @DisplayName("INTRO-5 attack 26, 27: a caller's token that is revoked, and a caller that was disabled")
    void endedBearer() {
        realm.confidential("ended", Map.of());
        realm.give("ended", "introspect");
        String revoked = realm.tokenOf("ended");
        assertThat(asker.active(Caller.bearer(revoked), token)).containsKey("exp");
        Caller.basic("ended")
                .formParam("token", revoked)
                .post(asker.realm().url + "/protocol/openid-connect/revoke")
                .then()
                .statusCode(200);
        Answers.invalidToken("revoked", bearer(revoked));

        String last = realm.tokenOf("ended");
        realm.client("ended").change(Map.of("enabled", false));
        Answers.invalidToken("disabled", bearer(last));
        Answers.invalidClient("disabled, Basic", ask(Caller.basic("ended")));
    }

    @Test
    @DisplayName("INTRO-24 a caller's token that is bound to a key needs the proof of that key (RFC 9449)")
    void bound() {
        realm.confidential("bound", Map.of("attributes", Map.of("dpop.bound.access.tokens", "true")));
        realm.give("bound", "introspect");
        DpopKey key = new DpopKey();
        String bound = Caller.basic("bound")
                .header("DPoP", key.proof(asker.realm().tokenUrl(), ""))
                .formParam("grant_type", "client_credentials")
                .post(asker.realm().tokenUrl())
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        assertThat(asker.active(with(bound, key.proof(asker.url(), bound)), token))
                .containsKey("exp");
        Answers.invalidToken("as Bearer", bearer(bound));
        Answers.invalidToken("no proof", ask(given().header("Authorization", "DPoP " + bound)));
        Answers.invalidToken("another key's", ask(with(bound, new DpopKey().proof(asker.url(), bound))));
        Answers.invalidToken(
                "for another URL", ask(with(bound, key.proof(asker.realm().tokenUrl(), bound))));
    }

    private static RequestSpecification with(String token, String proof) {
        return given().header("Authorization", "DPoP " + token).header("DPoP", proof);
    }

    @Test
    @DisplayName(
            "INTRO-2 a caller's token that is for one FHIR server of the realm can't be used by it against another")
    void boundToItsFhirServer() {
        IntrospectionRealm own = realm;
        own.confidential("second-fhir", Map.of());
        own.client("second-fhir")
                .addMapper("FHIR server", "smart-fhir-server", Map.of("base.url", "https://second.example.org/fhir"));
        own.confidential("visitor", Map.of("protocolMappers", List.of(audience("second-fhir"))));
        own.give("visitor", "introspect");
        Answers.insufficientScope("for the second", bearer(realm.tokenOf("visitor")));
        assertThat(asker.active(Caller.basic("visitor"), token)).containsKey("exp");
        // It asks about tokens for itself, and this one is for the first.
        asker.inactive("the second", Caller.basic("second-fhir"), token);
        own.admin.delete(own.client("second-fhir").path());
    }

    private static Map<String, Object> audience(String clientId) {
        return Map.of(
                "name",
                "audience",
                "protocol",
                "openid-connect",
                "protocolMapper",
                "oidc-audience-mapper",
                "config",
                Map.of("included.client.audience", clientId, "access.token.claim", "true"));
    }
}
