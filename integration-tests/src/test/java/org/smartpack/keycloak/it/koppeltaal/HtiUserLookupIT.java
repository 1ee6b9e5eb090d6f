/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Pkce;

import static org.assertj.core.api.Assertions.assertThat;

/** KT-AUTHZ-4 where {@code fhirUser} says who the user is; and which failures leave the launch as it was. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtiUserLookupIT {

    private FhirStub fhir;
    private HtiRealm on;
    private HtiRealm off;

    @BeforeAll
    void realms(KeycloakServer server, Admin admin) throws IOException {
        fhir = new FhirStub();
        on = create(server, admin, false);
        off = create(server, admin, true);
    }

    @AfterAll
    void close() {
        fhir.close();
    }

    /** With the setting as the export has it, which is off; or without it, which is on. */
    private HtiRealm create(KeycloakServer server, Admin admin, boolean keepsSetting) {
        return HtiRealm.create(server, admin, export -> {
            for (Object client : (List<?>) export.get("clients")) {
                if (members(client).get("clientId").equals("fhir-server")) {
                    List<?> mappers = (List<?>) members(client).get("protocolMappers");
                    members(members(mappers.get(0)).get("config")).put("internal.url", fhir.url());
                    Map<String, Object> domain = members(members(mappers.get(1)).get("config"));
                    assertThat(keepsSetting ? domain.get("user.lookup") : domain.remove("user.lookup"))
                            .isEqualTo("false");
                }
            }
            return export;
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object json) {
        return (Map<String, Object>) json;
    }

    private Map<String, String> launch(HtiRealm realm, String token) {
        return realm.module().visit(realm.browser(), "patient-1", Pkce.create(), token);
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
        fhir.put(HtiRealm.PATIENT, "");
        AssertionBuilder token = on.hti();
        assertThat(launch(on, token.sign())).containsKey("code");
        assertThat(fhir.asked()).contains(HtiRealm.PATIENT + " trace " + token.jti());

        fhir.put(HtiRealm.PATIENT, "\"active\":false");
        AssertionBuilder inactive = on.hti();
        assertDenied(launch(on, inactive.sign()), inactive, "not active");

        fhir.remove(HtiRealm.PATIENT);
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
        String practitioner = HtiRealm.PRACTITIONER;
        // Its id twice: no JSON that could be believed.
        fhir.put(practitioner, "\"id\":\"another\"");
        AssertionBuilder token = on.hti().claim("sub", practitioner);
        String launch = token.sign();
        LoginPages browser = on.browser();
        assertDenied(on.module().visit(browser, "practitioner-1", Pkce.create(), launch), token, "can't be looked up");

        fhir.put(practitioner, "");
        assertThat(on.module().visit(browser, "practitioner-1", Pkce.create(), launch))
                .containsKey("code");
        assertThat(on.module().visit(browser, "practitioner-1", Pkce.create(), launch))
                .containsEntry("error", "invalid_request");
    }

    @Test
    @DisplayName("KT-AUTHZ-4: a session of somebody else on a shared device is refused, and uses nothing up")
    void sharedDevice() {
        LoginPages browser = off.browser();
        assertThat(off.module()
                        .visit(
                                browser,
                                "practitioner-1",
                                Pkce.create(),
                                off.hti().claim("sub", HtiRealm.PRACTITIONER).sign()))
                .containsKey("code");
        String token = off.hti().sign();
        assertThat(off.module().visit(browser, "nobody", Pkce.create(), token))
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");
        assertThat(off.reasons("LOGIN_ERROR").get(0)).contains("fhirUser is not sub");

        String practitioner =
                off.admin.get("/" + off.name + "/users?username=practitioner-1").path("[0].id");
        off.admin.post("/" + off.name + "/users/" + practitioner + "/logout", Map.of());
        assertThat(off.module().visit(browser, "patient-1", Pkce.create(), token))
                .as("after logging out")
                .containsKey("code");
    }
}
