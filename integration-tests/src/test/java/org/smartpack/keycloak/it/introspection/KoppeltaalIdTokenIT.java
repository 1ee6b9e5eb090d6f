/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.util.HashMap;
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
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;

import static org.assertj.core.api.Assertions.assertThat;

/** The realm's own id_tokens, which a client of a Koppeltaal domain may ask about (INTRO-KT-6, INTRO-KT-7). */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KoppeltaalIdTokenIT {

    private static final String APP = "module-smart";

    private Domain realm;
    private Asker asker;

    @BeforeAll
    void realm(Admin admin) {
        realm = Domain.create(admin);
        asker = realm.asker();
    }

    private Response launch(String user) {
        return realm.module("module-smart")
                .launch(realm.browser(), user, "launch openid fhirUser patient/*.rs", Map.of("patient", "kt-pat-1"));
    }

    private RequestSpecification app() {
        return as(APP, asker.url());
    }

    private RequestSpecification as(String application, String audience) {
        return Caller.assertion(
                realm.application(application).assertion(audience).sign());
    }

    @Test
    @DisplayName(
            "INTRO-KT-5 INTRO-KT-7 all of the id_token and active; an assertion for this URL, the token URL or the issuer")
    void active() {
        String token = launch("practitioner-1").path("id_token");
        Map<String, Object> expected = new HashMap<>(Asker.claims(token));
        assertThat(expected).containsEntry("fhirUser", "Practitioner/kt-prac-1").doesNotContainKey("active");
        expected.put("active", true);
        for (String audience : List.of(asker.url(), asker.realm().tokenUrl(), asker.realm().url)) {
            assertThat(asker.active(as(APP, audience), token)).as(audience).isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("INTRO-KT-8 an id_token is active for nobody but the application that it was issued to")
    void audience() {
        Response tokens = launch("practitioner-1");
        String token = tokens.path("id_token");
        asker.inactive("another application", as("portal", asker.url()), token);
        asker.inactive("the FHIR service", Caller.basic("fhir-server"), token);
        assertThat(asker.active(app(), tokens.path("access_token"))).containsEntry("client_id", APP);
        asker.inactive("another's access token", as("portal", asker.url()), tokens.path("access_token"));
    }

    @Test
    @DisplayName("INTRO-KT-6 attack 26: an id_token that is changed, unsigned or another realm's")
    void forged(Admin admin) {
        String token = launch("practitioner-1").path("id_token");
        String[] parts = token.split("\\.");
        asker.inactive("cut", app(), token.substring(0, token.length() - 3));
        asker.inactive("no signature", app(), parts[0] + "." + parts[1] + ".");
        asker.inactive("alg none", app(), "eyJhbGciOiJub25lIn0." + parts[1] + ".");
        asker.inactive("no alg", app(), "e30." + parts[1] + "." + parts[2]);
        Domain other = Domain.create(admin);
        Response foreign = other.module("module-smart")
                .launch(other.browser(), "practitioner-1", "launch openid patient/*.rs", Map.of("patient", "kt-pat-1"));
        asker.inactive("another realm's", app(), foreign.path("id_token"));
    }

    @Test
    @DisplayName("INTRO-KT-6 attack 27: inactive as soon as the user is logged out or disabled")
    void ended() {
        String loggedOut = launch("practitioner-1").path("id_token");
        assertThat(asker.active(app(), loggedOut)).containsKey("exp");
        String user = realm.user("practitioner-1").path();
        realm.admin.post(user + "/logout", "");
        asker.inactive("logged out", app(), loggedOut);

        String disabled = launch("practitioner-1").path("id_token");
        assertThat(asker.active(app(), disabled)).containsKey("exp");
        realm.admin.put(user, Map.of("enabled", false));
        asker.inactive("disabled", app(), disabled);
        realm.admin.put(user, Map.of("enabled", true));
    }
}
