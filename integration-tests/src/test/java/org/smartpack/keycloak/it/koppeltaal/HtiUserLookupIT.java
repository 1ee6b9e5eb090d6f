/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.FhirStub;

import static org.assertj.core.api.Assertions.assertThat;

/** KT-AUTHZ-4 where {@code fhirUser} says who the user is; and which failures leave the launch as it was. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtiUserLookupIT {

    private FhirStub fhir;
    private Domain on;
    private Domain off;

    @BeforeAll
    void realms(Admin admin) {
        fhir = new FhirStub();
        on = create(admin, false);
        off = create(admin, true);
    }

    @AfterAll
    void close() {
        fhir.close();
    }

    /** With the setting as the export has it, which is off; or without it, which is on. */
    private Domain create(Admin admin, boolean keepsSetting) {
        return Domain.create(admin, export -> {
            assertThat(export.domain("user.lookup")).isEqualTo("false");
            export.fhirService(fhir.url());
            return keepsSetting ? export : export.domain("user.lookup", null);
        });
    }

    private Map<String, String> launch(Domain realm, String token) {
        return realm.module().bring(realm.browser(), token);
    }

    private void assertDenied(Map<String, String> callback, AssertionBuilder token, String reason) {
        assertThat(callback)
                .containsEntry("error", "access_denied")
                .containsEntry("error_description", "This launch is for another user (reference " + token.jti() + ")")
                .doesNotContainKey("code");
        assertThat(on.reasons("LOGIN_ERROR").get(0)).contains(reason);
    }

    @Test
    @DisplayName(
            "KT-AUTHZ-4, KT-AUD-5: sub exists at the FHIR service and is active; else access_denied, with the reference")
    void lookedUp() {
        fhir.put(Domain.PATIENT, "");
        AssertionBuilder token = on.hti();
        assertThat(launch(on, token.sign())).containsKey("code");
        assertThat(fhir.asked()).contains(Domain.PATIENT + " trace " + token.jti());

        fhir.put(Domain.PATIENT, "\"active\":false");
        AssertionBuilder inactive = on.hti();
        assertDenied(launch(on, inactive.sign()), inactive, "not active");

        fhir.remove(Domain.PATIENT);
        AssertionBuilder unknown = on.hti();
        assertDenied(launch(on, unknown.sign()), unknown, "doesn't know sub");
        assertThat(launch(on, unknown.sign())).as("the launch is used up").containsEntry("error", "invalid_request");
    }

    @Test
    @DisplayName("KT-AUTHZ-4: with the setting off, as in the export, the FHIR service isn't asked")
    void notLookedUp() {
        AssertionBuilder token = off.hti();
        assertThat(launch(off, token.sign())).containsKey("code");
        assertThat(fhir.asked()).noneMatch(asked -> asked.contains(token.jti()));
    }

    @Test
    @DisplayName("KT-AUTHZ-4: a FHIR service that fails refuses the launch, and uses nothing up")
    void fault() {
        String practitioner = Domain.PRACTITIONER;
        // Its id twice: no JSON that could be believed.
        fhir.put(practitioner, "\"id\":\"another\"");
        AssertionBuilder token = on.hti().claim("sub", practitioner);
        String launch = token.sign();
        LoginPages browser = on.browser();
        assertDenied(on.module().bring(browser, "practitioner-1", launch), token, "can't be looked up");

        fhir.put(practitioner, "");
        assertThat(on.module().bring(browser, "practitioner-1", launch)).containsKey("code");
        assertThat(on.module().bring(browser, "practitioner-1", launch)).containsEntry("error", "invalid_request");
    }

    @Test
    @DisplayName("KT-AUTHZ-4, LCTX-22a: a session of somebody else on a shared device uses nothing up")
    void sharedDevice() {
        LoginPages browser = off.browser();
        assertThat(off.module()
                        .bring(
                                browser,
                                "practitioner-1",
                                off.hti().claim("sub", Domain.PRACTITIONER).sign()))
                .containsKey("code");
        String token = off.hti().sign();
        Response asked = browser.open(off.module().authorize(off.module().request(token)));
        assertThat(asked.asString()).contains("name=\"accept\"").doesNotContain("kc-form-login");
        assertThat(browser.callback(browser.answerAnotherUser(asked, "cancel")))
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");

        off.admin.post(off.user("practitioner-1").path() + "/logout", Map.of());
        assertThat(off.module().bring(browser, token)).as("after logging out").containsKey("code");
    }
}
