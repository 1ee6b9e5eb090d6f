/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;

import org.smartpack.keycloak.demo.fhir.DemoPatient;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** One grant: the patient that an app was opened for, and every access token that it got since. */
final class ExpectedGrant {

    private final SmartRealm realm;
    private final String clientId;
    private final DemoPatient patient;
    private final List<String> tokens = new ArrayList<>();

    ExpectedGrant(SmartRealm realm, String clientId, DemoPatient patient) {
        this.realm = realm;
        this.clientId = clientId;
        this.patient = patient;
    }

    boolean isOfSameApp(ExpectedGrant other) {
        return clientId.equals(other.clientId);
    }

    /** The launch context that the EHR registers for it: the patient, the visit, and that the EHR shows the banner. */
    Map<String, Object> context() {
        return Map.of(
                "client_id",
                clientId,
                "patient",
                patient.id(),
                "encounter",
                patient.encounter(),
                "need_patient_banner",
                false,
                "intent",
                "summary-timeline-view");
    }

    /**
     * Asserts what the app reports: the patient by fhirclient and in the answer, the FHIR server's resources; a new
     * token.
     */
    void isReportedBy(JsonPath report) {
        assertThat(report.getString("clientId")).isEqualTo(clientId);
        assertThat(report.getString("patientId")).isEqualTo(patient.id());
        assertThat(report.getString("encounterId")).isEqualTo(patient.encounter());
        assertThat(report.getString("fhirUser")).isEqualTo("Practitioner/prac-1");

        assertThat(report.getMap("tokenResponse"))
                .containsEntry("patient", patient.id())
                .containsEntry("encounter", patient.encounter())
                .containsEntry("need_patient_banner", false)
                .containsEntry("intent", "summary-timeline-view")
                .containsKeys("access_token", "refresh_token", "id_token");

        assertThat(report.getString("patient.resourceType")).isEqualTo("Patient");
        assertThat(report.getString("patient.id")).isEqualTo(patient.id());
        assertThat(report.getString("patient.name[0].given[0]") + " " + report.getString("patient.name[0].family"))
                .isEqualTo(patient.name());
        assertThat(report.getString("encounter.subject.reference")).isEqualTo("Patient/" + patient.id());
        assertThat(report.getString("user.id")).isEqualTo("prac-1");

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
                    .containsEntry("encounter", patient.encounter())
                    .containsEntry("need_patient_banner", false)
                    .containsEntry("intent", "summary-timeline-view");
        }
    }
}
