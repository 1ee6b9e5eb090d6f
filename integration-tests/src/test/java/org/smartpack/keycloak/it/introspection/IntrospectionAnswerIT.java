/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.DpopKey;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of an active token (INTRO-21 to 23, INTRO-IUA-4), and how much of it (INTRO-7). */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntrospectionAnswerIT {

    private IntrospectionRealm realm;
    private Asker asker;

    @BeforeAll
    void realm(Admin admin) {
        realm = new IntrospectionRealm(admin);
        asker = realm.asker;
    }

    /** The answer, which is the same for several callers and at Keycloak's own endpoint. */
    private Map<String, Object> answer(String token) {
        Map<String, Object> answer = asker.active(Caller.basic(IntrospectionRealm.FHIR_SERVER), token);
        assertThat(asker.active(Caller.post(IntrospectionRealm.AUDITOR), token)).isEqualTo(answer);
        assertThat(asker.keycloak(IntrospectionRealm.FHIR_SERVER, token)).isEqualTo(answer);
        return answer;
    }

    @Test
    @DisplayName(
            "INTRO-3, 14, 21 to 23, INTRO-FA-2, 6: scope, client_id, exp, every context parameter, iss, sub, fhirUser")
    void everything() {
        Map<String, Object> context = new LinkedHashMap<>(Map.of(
                "patient", "pat-1",
                "encounter", "enc-1",
                "fhirContext",
                        List.of(
                                Map.of("reference", "ImagingStudy/1"),
                                Map.of("reference", "List/2", "role", "https://example.org/med-list")),
                "intent", "reconcile medications",
                "need_patient_banner", false,
                "smart_style_url", "https://ehr.example.org/style.json",
                "tenant", "ward 7"));
        context.put("extensions", Map.of("__flag", true, "https://example.org/n", List.of(1, 2)));
        App app = realm.newApp(Map.of());
        Response tokens = app.launch(realm.browser(), "drbob", App.SCOPE, context);
        Map<String, Object> response = tokens.jsonPath().getMap("");
        Map<String, Object> answer = answer(tokens.path("access_token"));
        for (String name : List.of(
                "patient",
                "encounter",
                "fhirContext",
                "intent",
                "need_patient_banner",
                "smart_style_url",
                "tenant",
                "__flag",
                "https://example.org/n",
                "scope")) {
            assertThat(response).containsKey(name);
            assertThat(answer.get(name)).as(name).isEqualTo(response.get(name));
        }
        assertThat(answer.get("need_patient_banner")).isInstanceOf(Boolean.class);
        assertThat(answer).containsEntry("client_id", app.clientId()).containsEntry("token_type", "Bearer");
        Map<String, Object> id = Asker.claims(tokens.path("id_token"));
        for (String name : List.of("iss", "sub", "fhirUser")) {
            assertThat(id).containsKey(name);
            assertThat(answer.get(name)).as(name).isEqualTo(id.get(name));
        }
        long life = ((Number) answer.get("exp")).longValue() - ((Number) answer.get("iat")).longValue();
        long leftAtFirst = ((Number) response.get("expires_in")).longValue();
        assertThat(life).isBetween(leftAtFirst, leftAtFirst + 10);
        assertThat(String.valueOf(answer.get("aud"))).contains(SmartRealm.FHIR);
    }

    @Test
    @DisplayName("INTRO-23 iss and sub are those of the id_token even where the access token has no sub")
    void withoutSub() {
        App app = realm.newApp(Map.of("defaultClientScopes", List.of()));
        Response tokens = realm.launched(app);
        assertThat(Asker.claims(tokens.path("access_token"))).doesNotContainKey("sub");
        assertThat(answer(tokens.path("access_token")))
                .containsEntry("sub", Asker.claims(tokens.path("id_token")).get("sub"));
        Response noId = app.launch(realm.browser(), "drbob", "launch patient/*.rs", Map.of("patient", "pat-1"));
        assertThat(noId.<String>path("id_token")).isNull();
        assertThat(answer(noId.path("access_token"))).doesNotContainKeys("sub", "fhirUser");
    }

    @Test
    @DisplayName("INTRO-22 attack 24: two grants in one session, and their refreshed tokens, each with its own patient")
    void ownContext() {
        App app = realm.newApp(Map.of());
        LoginPages browser = realm.browser();
        Response first = app.launch(browser, "drbob", Map.of("patient", "pat-1", "intent", "one"));
        Response second = app.launch(browser, "drbob", Map.of("patient", "pat-2"));
        for (Response tokens : List.of(first, app.refresh(first))) {
            assertThat(answer(tokens.path("access_token")))
                    .containsEntry("patient", "pat-1")
                    .containsEntry("intent", "one");
        }
        for (Response tokens : List.of(second, app.refresh(second))) {
            assertThat(answer(tokens.path("access_token")))
                    .containsEntry("patient", "pat-2")
                    .doesNotContainKey("intent");
        }
    }

    @Test
    @DisplayName(
            "INTRO-IUA-4 a backend's token: the claims that are in it, jti and aud among them, and no others of IUA's")
    void backend() {
        realm.confidential(
                "backend",
                Map.of(
                        "defaultClientScopes", List.of("basic", "fhir-server-audience"),
                        "optionalClientScopes", List.of("system/*.rs")));
        String token = Client.confidential(realm, "backend").ownToken(Map.of("scope", "system/Observation.rs"));
        Map<String, Object> claims = Asker.claims(token);
        Map<String, Object> answer = answer(token);
        for (String name : List.of("iss", "sub", "aud", "jti", "exp", "iat", "scope")) {
            assertThat(claims).containsKey(name);
            assertThat(answer.get(name)).as(name).isEqualTo(claims.get(name));
        }
        assertThat(answer)
                .containsEntry("client_id", "backend")
                .containsEntry("scope", "system/Observation.rs")
                .doesNotContainKeys("patient", "fhirUser", "nbf");
    }

    @Test
    @DisplayName("INTRO-21 LCTX-1 the token of ehr names its client, in itself and in the answer, and is a credential")
    void clientId() {
        String token = realm.tokenOf("ehr");
        assertThat(Asker.claims(token)).containsEntry("client_id", "ehr").containsEntry("azp", "ehr");
        assertThat(asker.active(Caller.basic("fhir-server"), token)).containsEntry("client_id", "ehr");
        assertThat(asker.keycloak("fhir-server", token)).containsEntry("client_id", "ehr");
        assertThat(Caller.bearer(token)
                        .contentType("application/json")
                        .body(Map.of("patient", "pat-1", "client_id", "web-app"))
                        .post(realm.url + "/smart/launch-context")
                        .<String>path("launch"))
                .isNotEmpty();
        assertThat(asker.ask(Caller.bearer(realm.tokenOf("ehr")), token).<String>path("error"))
                .as("client_id in a token is no right to introspect")
                .isEqualTo("insufficient_scope");
    }

    @Test
    @DisplayName(
            "INTRO-FA-5 a lightweight token is a reference: little is in it, everything in the answer, and it can be revoked")
    void lightweight() {
        Map<String, Object> light = Map.of("attributes", Map.of("client.use.lightweight.access.token.enabled", "true"));
        App app = realm.newApp(light);
        Response tokens = app.launch(
                realm.browser(), "drbob", Map.of("patient", "pat-2", "intent", "review", "encounter", "enc-2"));
        String token = tokens.path("access_token");
        assertThat(Asker.claims(token)).doesNotContainKey("auth_time");
        assertThat(answer(token))
                .containsEntry("patient", "pat-2")
                .containsEntry("intent", "review")
                .containsEntry("fhirUser", "Practitioner/prac-1")
                .containsEntry("sub", Asker.claims(tokens.path("id_token")).get("sub"))
                .containsKey("auth_time");

        Map<String, Object> backend = new LinkedHashMap<>(light);
        backend.put("defaultClientScopes", List.of("basic", "fhir-server-audience"));
        backend.put("optionalClientScopes", List.of("system/*.rs"));
        realm.confidential("light-backend", backend);
        String small = Client.confidential(realm, "light-backend").ownToken(Map.of("scope", "system/*.rs"));
        assertThat(Asker.claims(small)).containsKeys("aud", "scope").doesNotContainKeys("auth_time", "client_id");
        assertThat(answer(small)).containsEntry("aud", Set.of(SmartRealm.FHIR, "fhir-server"));
        Caller.basic("light-backend")
                .formParam("token", small)
                .post(asker.realm().url + "/protocol/openid-connect/revoke")
                .then()
                .statusCode(200);
        asker.inactive("revoked", Caller.basic(IntrospectionRealm.FHIR_SERVER), small);
    }

    @Test
    @DisplayName("INTRO-3 a token that is bound to a key: the answer says so, and asking needs no proof")
    void bound() {
        App app = realm.newApp(Map.of("attributes", Map.of("dpop.bound.access.tokens", "true")));
        DpopKey key = new DpopKey();
        Pkce pkce = Pkce.create();
        String launch = realm.register(Map.of("patient", "pat-3"));
        Map<String, String> callback =
                realm.browser().visit(app.authorize(app.launchRequest(App.SCOPE, pkce, launch)), "drbob");
        String token = app.caller()
                .header("DPoP", key.proof(asker.realm().tokenUrl(), ""))
                .formParam("grant_type", "authorization_code")
                .formParam("code", callback.get("code"))
                .formParam("redirect_uri", Realm.CALLBACK)
                .formParam("code_verifier", pkce.verifier())
                .post(asker.realm().tokenUrl())
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        Map<String, Object> answer = answer(token);
        assertThat(answer).containsEntry("token_type", "DPoP").containsEntry("patient", "pat-3");
        assertThat(answer.get("cnf")).isEqualTo(Asker.claims(token).get("cnf"));
    }

    @Test
    @DisplayName(
            "INTRO-7 INTRO-IUA-5 a FHIR server is shown the scopes that it is configured for, at both endpoints; the token stays")
    void reduced(KeycloakServer server, Admin admin) {
        IntrospectionRealm own = new IntrospectionRealm(admin);
        App app = own.newApp(Map.of());
        Response tokens = app.launch(
                own.browser(),
                "drbob",
                "launch openid fhirUser online_access patient/*.rs user/Observation.read patient/Condition.cud",
                Map.of("patient", "pat-1"));
        String token = tokens.path("access_token");
        String all = tokens.path("scope");
        assertThat(all.split(" "))
                .contains("patient/*.rs", "user/Observation.read", "patient/Condition.cud", "launch", "fhirUser");

        show(own, "patient/Observation.rs##user/*.s##system/*.cruds");
        for (String caller : List.of(IntrospectionRealm.FHIR_SERVER, IntrospectionRealm.GATEWAY)) {
            assertThat(scope(own.asker.active(Caller.basic(caller), token)))
                    .as(caller)
                    .containsExactlyInAnyOrder(
                            "launch",
                            "openid",
                            "fhirUser",
                            "online_access",
                            "patient/Observation.rs",
                            "user/Observation.s");
        }
        Map<String, Object> reduced = own.asker.active(Caller.basic(IntrospectionRealm.FHIR_SERVER), token);
        assertThat(own.asker.keycloak(IntrospectionRealm.FHIR_SERVER, token)).isEqualTo(reduced);
        assertThat(own.asker.active(Caller.bearer(own.tokenOf(IntrospectionRealm.FHIR_SERVER)), token))
                .isEqualTo(reduced);
        // Who may ask about every token doesn't ask on behalf of a FHIR server.
        assertThat(own.asker.active(Caller.basic(IntrospectionRealm.AUDITOR), token))
                .containsEntry("scope", all);
        assertThat(Asker.claims(token)).containsEntry("scope", all);
        assertThat(app.refresh(tokens).<String>path("scope").split(" ")).contains("patient/*.rs");

        show(own, "system/*.rs");
        assertThat(scope(own.asker.active(Caller.basic(IntrospectionRealm.FHIR_SERVER), token)))
                .containsExactlyInAnyOrder("launch", "openid", "fhirUser", "online_access");
        show(own, "");
        assertThat(own.asker.active(Caller.basic(IntrospectionRealm.FHIR_SERVER), token))
                .containsEntry("scope", all);
    }

    @Test
    @DisplayName("INTRO-7 the console refuses scopes to be shown that are none")
    void wrongSetting() {
        for (String wrong : List.of("patient/Foo.rs", "openid", "launch", "system/*.rs##x", "patient/*.sr")) {
            assertThat(put(realm, wrong).statusCode()).as(wrong).isEqualTo(400);
        }
    }

    private static Set<String> scope(Map<String, Object> answer) {
        return Set.of(((String) answer.get("scope")).split(" "));
    }

    private static void show(IntrospectionRealm realm, String scopes) {
        assertThat(put(realm, scopes).statusCode()).isEqualTo(204);
    }

    /** As the console saves the mapper. */
    private static Response put(IntrospectionRealm realm, String scopes) {
        String path = "/clients/" + realm.client(IntrospectionRealm.FHIR_SERVER).id() + "/protocol-mappers/models";
        Map<String, Object> mapper =
                realm.admin.get(realm.path(path)).jsonPath().<Map<String, Object>>getList("").stream()
                        .filter(one -> "smart-fhir-server".equals(one.get("protocolMapper")))
                        .findFirst()
                        .orElseThrow();
        @SuppressWarnings("unchecked")
        Map<String, String> config = new LinkedHashMap<>((Map<String, String>) mapper.get("config"));
        config.put("introspection.scopes", scopes);
        mapper.put("config", config);
        return realm.admin
                .request()
                .contentType("application/json")
                .body(mapper)
                .put(realm.adminUrl(path + "/" + mapper.get("id")));
    }
}
