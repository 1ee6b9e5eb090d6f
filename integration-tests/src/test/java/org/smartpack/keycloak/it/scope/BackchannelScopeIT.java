/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.AuthenticationChannel;
import org.smartpack.keycloak.testkit.SharedServer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * OpenID CIBA in poll mode: the client asks, the user agrees on a device of their own, the client collects the token.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackchannelScopeIT {

    private static final Map<String, String> CIBA = Map.of("oidc.ciba.grant.enabled", "true");

    private AuthenticationChannel channel;
    private ScopeClient first;
    private ScopeClient app;

    @BeforeAll
    void realm(Admin admin, AuthenticationChannel channel) {
        this.channel = channel;
        first = ScopeClient.create(admin);
        app = first.newClient(Map.of("attributes", CIBA)).allowing("patient/*.rs", "system/*.rs");
    }

    @Test
    @DisplayName("CIBA 7.1, 10.1, SMART-SCOPE-60: the token that is polled for is narrowed to the allowances")
    void narrowed() {
        assertThat(app.granted(token(app, "openid patient/*.cruds"))).containsExactly("patient/*.rs");
    }

    @Test
    @DisplayName("CIBA 7.1, SMART-SCOPE-3: a scope that can't be granted is left out beside a good one, system/ too")
    void dropsBesideGood() {
        Response response = token(app, "openid patient/Patient.d system/*.rs patient/Observation.cr");
        assertThat(app.granted(response)).containsExactly("patient/Observation.r");
    }

    @Test
    @DisplayName("CIBA 7.1, SMART-SCOPE-3: what the client doesn't have is dropped, and the event names it")
    void dropsUnknown() {
        Response response = token(app, "openid patient/*.rs launch/location nonsense");
        assertThat(app.granted(response)).containsExactly("patient/*.rs");
        assertThat(first.realm().events("AUTHREQID_TO_TOKEN"))
                .anySatisfy(event -> assertThat(String.valueOf(event.get("details")))
                        .contains("dropped_scopes=launch/location nonsense"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"patient/Patient.d", "system/*.rs", "user/Patient.r", "patient/Patient.sr", "launch/patient"})
    @DisplayName("CIBA 13, SMART-SCOPE-65: nothing left of the request is invalid_scope, and no user is asked")
    void nothingLeft(String scope) {
        int before = questions().size();
        Response refused = start(app, "openid " + scope);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("invalid_scope");
        assertThat(refused.<String>path("error_description")).contains(scope);
        assertThat(questions()).hasSize(before);
    }

    @Test
    @DisplayName("CIBA 7.1, SMART-SCOPE-60: default allowances are for a request that names no SMART scope")
    void defaults() {
        ScopeClient generous = first.newClient(Map.of("attributes", CIBA));
        generous.allow("patient/*.rs", true);
        generous.allow("user/Patient.r", true);
        generous.allow("system/*.rs", true);
        assertThat(generous.granted(token(generous, "openid")))
                .containsExactlyInAnyOrder("patient/*.rs", "user/Patient.r");
        // Keycloak appends the names of all default client scopes to the request that it keeps.
        assertThat(generous.granted(token(generous, "openid patient/Observation.r")))
                .containsExactly("patient/Observation.r");
        assertThat(generous.granted(token(generous, "openid patient/*.rs"))).containsExactly("patient/*.rs");
    }

    @Test
    @DisplayName(
            "CIBA 7.1, SMART-SCOPE-60: a default allowance that consent pages don't show is granted when asked for")
    void hiddenDefault() {
        ScopeClient hiding = first.newClient(Map.of("attributes", CIBA));
        String hidden = first.realm()
                .admin
                .createScope(first.realm().name, "patient/Goal.rs", Map.of("display.on.consent.screen", "false"));
        first.realm().admin.assign(first.realm().name, hiding.client.id(), hidden, true);
        hiding.allow("patient/Task.rs", true);
        assertThat(hiding.granted(token(hiding, "openid patient/Goal.rs"))).containsExactly("patient/Goal.rs");
    }

    @Test
    @DisplayName("CIBA 7.4, SMART-SCOPE-66: consent given on the device is recorded for what is granted")
    void consent() {
        ScopeClient consenting = first.newClient(Map.of("consentRequired", true, "attributes", CIBA))
                .allowing("patient/*.rs");
        Response response = token(consenting, "openid patient/Observation.cruds");
        assertThat(consenting.granted(response)).containsExactly("patient/Observation.rs");
        String user = first.realm()
                .admin
                .get(first.realm().path("/users?username=alice"))
                .path("[0].id");
        List<String> recorded = first.realm()
                .admin
                .get(first.realm().path("/users/" + user + "/consents"))
                .jsonPath()
                .getList("find { it.clientId == '" + consenting.clientId() + "' }.grantedClientScopes");
        assertThat(recorded)
                .filteredOn(scope -> scope.contains("/"))
                .containsExactly("patient/*.rs:patient/Observation.rs");
        assertThat(consenting.granted(consenting.refresh(response.path("refresh_token"))))
                .containsExactly("patient/Observation.rs");
    }

    private List<AuthenticationChannel.Question> questions() {
        return channel.questions(first.realm().name);
    }

    private static Response start(ScopeClient client, String scope) {
        return client.post("ext/ciba/auth", Map.of("scope", scope, "login_hint", "alice"));
    }

    /** Runs the flow to its end, with a user who agrees, and gives the token answer. */
    private Response token(ScopeClient client, String scope) {
        int before = questions().size();
        Response started = start(client, scope);
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
        assertThat(questions()).hasSize(before + 1);
        AuthenticationChannel.Question question = questions().get(before);
        assertThat(question.body().getString("login_hint")).isEqualTo("alice");
        Response agreed = given().auth()
                .oauth2(question.token())
                .contentType(ContentType.JSON)
                .body(Map.of("status", "SUCCEED"))
                .post(client.realm().endpoint("ext/ciba/auth/callback"));
        assertThat(agreed.statusCode()).as(agreed.asString()).isEqualTo(200);
        return client.post(
                "token",
                Map.of("grant_type", "urn:openid:params:grant-type:ciba", "auth_req_id", started.path("auth_req_id")));
    }
}
