/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A user becomes somebody else, or nobody, to the FHIR server between the code and its exchange. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangedUserIT {

    private static final String BOB = "Practitioner/prac-1";

    private SmartRealm realm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        app = realm.newApp(Map.of("consentRequired", false));
    }

    @BeforeEach
    void asBefore() {
        realm.fhirUser("drbob", BOB);
        realm.fhirUser("alice", "Patient/pat-1");
    }

    private Response exchange(String user, Map<String, String> request, String changed) {
        Pkce pkce = Pkce.create();
        request.put("code_challenge", pkce.challenge());
        String code = realm.browser().visit(app.authorize(request), user).get("code");
        assertThat(code).isNotNull();
        realm.fhirUser(user, changed);
        return app.redeem(code, pkce.verifier());
    }

    private static void assertEnded(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("invalid_grant");
        assertThat(response.<String>path("error_description"))
                .isEqualTo("The user is no longer the one this grant was made for");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"Practitioner/prac-2", "Patient/prac-1", "http://127.0.0.1:8090/other/Practitioner/prac-1"})
    @DisplayName(
            "attack 19: a code for a user's own launch isn't exchanged for who the user is now, whatever was asked for")
    void launchOfUser(String changed) {
        for (String scope : new String[] {App.SCOPE, "launch openid patient/*.rs"}) {
            asBefore();
            Map<String, Object> context = new LinkedHashMap<>(Map.of("patient", "pat-2", "user", BOB));
            assertEnded(exchange("drbob", app.launchRequest(scope, Pkce.create(), realm.register(context)), changed));
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "Patient/pat-2")
    @DisplayName("attack 19: a code for one's own record isn't exchanged for a user who is another patient, or none")
    void ownRecord(String changed) {
        assertEnded(exchange("alice", app.request("launch/patient openid patient/*.rs", Pkce.create()), changed));
    }

    @ParameterizedTest
    @ValueSource(strings = "Practitioner/prac-1")
    @DisplayName("SMART-SCOPE-45: a code of a user who is saved without a change is exchanged")
    void same(String same) {
        Response tokens = exchange("drbob", app.request("openid fhirUser user/*.rs", Pkce.create()), same);
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        assertThat(Jwt.claims(tokens.path("id_token")).getString("fhirUser")).isEqualTo(same);
    }
}
