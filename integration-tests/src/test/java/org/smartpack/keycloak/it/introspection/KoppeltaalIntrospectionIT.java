/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.util.List;
import java.util.Map;
import java.util.Set;

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
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.realm.RealmUser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Introspection in a Koppeltaal domain (INTRO-KT-1 to 7). HTI tokens have a test of their own. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KoppeltaalIntrospectionIT {

    private static final String SCOPE = "launch openid fhirUser patient/*.rs";
    private static final Map<String, Object> CONTEXT = Map.of(
            "patient", "kt-pat-1",
            "fhirContext", List.of(Map.of("reference", Domain.FHIR + "/Task/task-1")),
            "intent", "samenstellen-behandeling");

    private Domain realm;
    private Asker asker;
    private Response tokens;
    private String token;

    @BeforeAll
    void realm(Admin admin) {
        realm = Domain.create(admin);
        asker = realm.asker();
        tokens = launch("practitioner-1", SCOPE, CONTEXT);
        token = tokens.path("access_token");
    }

    private Response launch(String user, String scope, Map<String, Object> context) {
        return realm.module("module-smart").launch(realm.browser(), user, scope, context);
    }

    private static RequestSpecification service() {
        return Caller.basic("fhir-server");
    }

    private RequestSpecification as(String application) {
        return Caller.assertion(
                realm.application(application).assertion(asker.url()).sign());
    }

    @Test
    @DisplayName("INTRO-KT-2 a launched app's token, asked as Bearer: user, patient, fhirContext as strings, intent")
    void seed() {
        String caller = Client.confidential(asker.realm(), "fhir-server").ownToken();
        Map<String, Object> answer = asker.active(Caller.bearer(caller), token);
        assertThat(answer)
                .containsEntry("active", true)
                .containsEntry("client_id", "module-smart")
                .containsEntry("sub", realm.user("practitioner-1").id())
                .containsEntry("iss", asker.realm().url)
                .containsEntry("user", "Practitioner/kt-prac-1")
                .containsEntry("patient", "kt-pat-1")
                .containsEntry("fhirContext", List.of(Domain.FHIR + "/Task/task-1"))
                .containsEntry("intent", "samenstellen-behandeling")
                .containsEntry("scope", tokens.path("scope"));
        assertThat(answer.get("exp")).isInstanceOf(Integer.class);
        assertThat(answer.get("iat")).isInstanceOf(Integer.class);
        assertThat(answer).containsEntry("aud", Set.of(Domain.FHIR, "fhir-server"));

        assertThat(asker.active(service(), token)).isEqualTo(answer);
        assertThat(asker.active(Caller.post("fhir-server"), token)).isEqualTo(answer);
        assertThat(asker.keycloak("fhir-server", token)).isEqualTo(answer);
    }

    @Test
    @DisplayName(
            "INTRO-KT-2 user is who launched, whatever becomes of the user's record; there for an app without fhirUser too")
    void user() {
        Response own = launch("patient-1", SCOPE, Map.of("patient", "kt-pat-1"));
        Response plain = launch("patient-1", "launch patient/*.rs", Map.of("patient", "kt-pat-1"));
        RealmUser patient = realm.user("patient-1");
        patient.onlyAttribute("fhirUser", "Patient/somebody-else");
        assertThat(asker.active(service(), own.path("access_token")))
                .containsEntry("user", "Patient/kt-pat-1")
                .doesNotContainKeys("fhirContext", "intent");
        assertThat(asker.active(service(), plain.path("access_token")))
                .containsEntry("user", "Patient/kt-pat-1")
                .doesNotContainKey("fhirUser");
        patient.onlyAttribute("fhirUser", "Patient/kt-pat-1");
    }

    @Test
    @DisplayName("INTRO-KT-3 INTRO-5 attack 26: whoever can't be let in gets the one 401, whatever is wrong")
    void unauthorized() {
        DomainAnswers.unauthorized("none", asker.ask(given(), token));
        DomainAnswers.unauthorized("wrong", asker.ask(Caller.basic("fhir-server", "wrong"), token));
        DomainAnswers.unauthorized("unknown", asker.ask(Caller.basic("nobody"), token));
        DomainAnswers.unauthorized(
                "two ways", asker.ask(Caller.basic("fhir-server").formParam("client_secret", "x"), token));
        DomainAnswers.invalidToken("garbage", asker.ask(Caller.bearer("x"), token));
        DomainAnswers.invalidToken("the token itself", asker.ask(Caller.bearer(token), token));
        DomainAnswers.unauthorized(
                "assertion for elsewhere",
                asker.ask(
                        Caller.assertion(realm.application("portal")
                                .assertion(asker.realm().url + "/x")
                                .sign()),
                        token));
        DomainAnswers.unauthorized(
                "without a token",
                given().contentType("application/x-www-form-urlencoded").post(asker.url()));
    }

    @Test
    @DisplayName("INTRO-KT-4 INTRO-12 every other error is an inactive token")
    void everyOtherError() {
        for (String body : List.of("", "token=", "token=a&token=b", "token=%zz", "token=" + token + "&x=1&x=2")) {
            Answers.inactive(
                    body,
                    service()
                            .contentType("application/x-www-form-urlencoded")
                            .body(body)
                            .post(asker.url()));
        }
        for (String wrong : List.of("x", "a.b.c", token + "x")) {
            asker.inactive(wrong, service(), wrong);
        }
        assertThat(service().get(asker.url()).statusCode()).isEqualTo(405);
    }

    @Test
    @DisplayName("INTRO-KT-5 INTRO-KT-6 an application may ask, and is told nothing of tokens that aren't for it")
    void applications() {
        for (String application : List.of("portal", "module", "planner", "unassigned")) {
            asker.inactive(application, as(application), token);
        }
        asker.inactive("Bearer", Caller.bearer(realm.application("portal").ownToken()), token);
        asker.inactive("the EHR", Caller.basic("ehr"), token);
        assertThat(asker.active(as("module-smart"), token)).isEqualTo(asker.active(service(), token));
        String once = realm.application("portal").assertion(asker.url()).sign();
        asker.inactive("first", Caller.assertion(once), token);
        DomainAnswers.unauthorized("again", asker.ask(Caller.assertion(once), token));
    }

    @Test
    @DisplayName("INTRO-KT-7 an application's access token, asked by the FHIR service: what is in it is in the answer")
    void accessToken() {
        String own = realm.application("portal").ownToken();
        Map<String, Object> claims = Asker.claims(own);
        Map<String, Object> answer = asker.active(service(), own);
        claims.forEach((name, value) -> assertThat(answer.get(name)).as(name).isEqualTo(value));
        assertThat(answer).doesNotContainKeys("user", "patient");
    }
}
