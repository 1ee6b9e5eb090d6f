/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.AuthenticationChannel;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** CIBA in a realm with a FHIR server: it has no launch, so it gives no access, also where the user agrees. */
@ExtendWith(SharedServer.class)
class BackchannelLaunchIT {

    @ParameterizedTest
    @ValueSource(strings = {"openid patient/*.rs", "openid launch patient/*.rs", "openid user/*.rs"})
    @DisplayName("SMART-SCOPE-43, 66: no token by CIBA; the page for consent comes again for all that wasn't agreed to")
    void consent(String scope, Admin admin, AuthenticationChannel channel) {
        SmartRealm realm = SmartRealm.create(admin);
        App app =
                realm.newApp(Map.of("consentRequired", true, "attributes", Map.of("oidc.ciba.grant.enabled", "true")));

        Response refused = token(realm, app, scope, channel);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("access_token")).isNull();
        LoginPages browser = realm.browser();
        browser.visit(app.authorize(app.request("launch/patient openid patient/*.cruds", Pkce.create())), "alice");
        assertThat(browser.consented()).isNotEmpty();
    }

    /** Runs the flow to its end, with a user who agrees. */
    private static Response token(SmartRealm realm, App app, String scope, AuthenticationChannel channel) {
        int before = channel.questions(realm.name).size();
        Response started = app.post("ext/ciba/auth", Map.of("scope", scope, "login_hint", "alice"));
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
        List<AuthenticationChannel.Question> questions = channel.questions(realm.name);
        given().auth()
                .oauth2(questions.get(before).token())
                .contentType(ContentType.JSON)
                .body(Map.of("status", "SUCCEED"))
                .post(realm.endpoint("ext/ciba/auth/callback"))
                .then()
                .statusCode(200);
        return app.token(
                Map.of("grant_type", "urn:openid:params:grant-type:ciba", "auth_req_id", started.path("auth_req_id")));
    }
}
