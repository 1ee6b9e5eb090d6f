/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** What of a launch context an app gets, and what the events say of it. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleasedContextIT {

    private static final Map<String, Object> STUDY = Map.of("reference", "ImagingStudy/9");
    private static final Map<String, Object> LIST = Map.of("reference", "List/2", "role", "https://example.org/list");

    private SmartRealm realm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        admin.createScope(realm.name, "launch/imagingstudy", Map.of());
        app = realm.newApp(Map.of(
                "consentRequired",
                false,
                "optionalClientScopes",
                List.of("launch", "launch/imagingstudy", "online_access", "patient/*.cruds")));
    }

    private void unsolicited(boolean isGiven) {
        String mappers = realm.client("fhir-server").path() + "/protocol-mappers/models";
        Map<String, Object> mapper = new LinkedHashMap<>(
                realm.admin.get(mappers).jsonPath().getMap("find { it.protocolMapper == 'smart-fhir-server' }"));
        Map<String, Object> config = new LinkedHashMap<>();
        ((Map<?, ?>) mapper.get("config")).forEach((name, value) -> config.put((String) name, value));
        config.put("launch.unsolicited", Boolean.toString(isGiven));
        mapper.put("config", config);
        realm.admin.put(mappers + "/" + mapper.get("id"), mapper);
    }

    private Map<String, Object> launched(String scope) {
        Response tokens = app.launch(
                realm.browser(),
                "drbob",
                scope + " openid patient/*.rs",
                Map.of("patient", "pat-1", "encounter", "enc-1", "fhirContext", List.of(STUDY, LIST)));
        return app.context(tokens);
    }

    @Test
    @DisplayName("LCTX-26, SMART-CTX-11: patient, encounter come with launch; the rest where asked for, or all of it")
    void context() {
        Map<String, Object> ids = Map.of("patient", "pat-1", "encounter", "enc-1");
        assertThat(launched("launch")).containsAllEntriesOf(ids).containsEntry("fhirContext", List.of(STUDY, LIST));
        unsolicited(false);
        try {
            assertThat(launched("launch")).isEqualTo(ids);
            assertThat(launched("launch launch/imagingstudy"))
                    .containsAllEntriesOf(ids)
                    .containsEntry("fhirContext", List.of(STUDY));
        } finally {
            unsolicited(true);
        }
    }

    private Map<?, ?> newest(String type) {
        return (Map<?, ?>) realm.newestEvent(type).get("details");
    }

    @Test
    @DisplayName("LCTX-28: events say that a launch was redeemed or rejected, and nothing of what it is about")
    void events() {
        String launch = realm.register(Map.of("patient", "patient-in-no-event", "intent", "intent-in-no-event"));
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.launchRequest("launch openid patient/*.rs", pkce, launch);
        app.tokens(realm.browser().visit(app.authorize(request), "drbob"), pkce);
        assertThat(newest("CODE_TO_TOKEN").get("smart_event")).isEqualTo("LAUNCH_CONTEXT_REDEEMED");
        assertThat(realm.browser().visit(app.authorize(request), "drbob"))
                .containsEntry("error_description", "invalid launch");
        assertThat(newest("LOGIN_ERROR").get("smart_event")).isEqualTo("LAUNCH_CONTEXT_REJECTED");
        assertThat(String.valueOf(newest("LOGIN_ERROR").get("reason"))).contains("unknown, expired or used");
        assertThat(realm.admin.get(realm.path("/events")).asString())
                .contains(app.clientId())
                .doesNotContain("in-no-event", launch);
    }
}
