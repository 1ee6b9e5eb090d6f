/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.ArrayList;
import java.util.List;

import io.restassured.path.json.JsonPath;

import org.smartpack.keycloak.demo.fhir.DemoPatient;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** One grant of an app on its own: the patient that its user chose, and every access token that it got since. */
final class ExpectedChoice {

    private final SmartRealm realm;
    private final String clientId;
    private final DemoPatient patient;
    private final String fhirUser;
    private final List<String> tokens = new ArrayList<>();

    ExpectedChoice(SmartRealm realm, String clientId, DemoPatient patient, String fhirUser) {
        this.realm = realm;
        this.clientId = clientId;
        this.patient = patient;
        this.fhirUser = fhirUser;
    }

    /**
     * Asserts what the app reports: the patient by fhirclient and in the answer, no context that nobody chose, the user
     * in the id_token, the FHIR server's resources; a new token.
     */
    void isReportedBy(JsonPath report) {
        assertThat(report.getString("clientId")).isEqualTo(clientId);
        assertThat(report.getString("patientId")).isEqualTo(patient.id());
        assertThat(report.getString("encounterId")).isNull();
        assertThat(report.getString("fhirUser")).isEqualTo(fhirUser);
        assertThat(report.getMap("tokenResponse"))
                .containsEntry("patient", patient.id())
                .doesNotContainKeys("encounter", "intent")
                .containsKeys("access_token", "refresh_token", "id_token");
        assertThat(Jwt.claims(report.getString("tokenResponse.id_token")).getMap(""))
                .containsEntry("fhirUser", fhirUser)
                .containsEntry("aud", clientId);

        assertThat(report.getString("patient.id")).isEqualTo(patient.id());
        assertThat(report.getString("patient.name[0].given[0]") + " " + report.getString("patient.name[0].family"))
                .isEqualTo(patient.name());
        assertThat(report.getString("user.resourceType") + "/" + report.getString("user.id"))
                .isEqualTo(fhirUser);

        String token = report.getString("tokenResponse.access_token");
        assertThat(tokens).doesNotContain(token);
        tokens.add(token);
    }

    /** Asserts that the FHIR server hears the same of all {@code count} tokens, the first as the last. */
    void isIntrospected(int count) {
        assertThat(tokens).hasSize(count);
        for (String token : tokens) {
            assertThat(realm.introspect(token).getMap(""))
                    .containsEntry("active", true)
                    .containsEntry("client_id", clientId)
                    .containsEntry("patient", patient.id())
                    .containsEntry("fhirUser", fhirUser)
                    .doesNotContainKeys("encounter", "intent");
        }
    }
}
