/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.UserModel;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.people.Patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class AccessGrantTest {

    private static final LaunchContext PATIENT_1 = LaunchContext.EMPTY.with(LaunchContext.PATIENT, "pat-1");

    private final World world = new World();

    private static Refusal refusal() {
        return Refusal.because(OAuthError.ACCESS_DENIED, "no patient");
    }

    private EndedLogin ended(String person, String granted, UserModel user) {
        return world.ended(world.login("challenge", Map.of()), person, granted, user);
    }

    private GrantContext grant(LaunchContext launched, String person, String granted) throws Refusal {
        return AccessGrant.of(ended(person, granted, World.user()), launched, AccessGrantTest::refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"launch/patient", "patient/*.rs", "patient/Observation.rs user/*.rs"})
    @DisplayName("SMART-LAUNCH-5, SMART-SCOPE-43: who needs a patient and was given none gets the user's own record")
    void ownRecord(String granted) throws Refusal {
        GrantContext grant = grant(LaunchContext.EMPTY, "Patient/pat-2", granted);
        assertThat(grant.context().parameters()).isEqualTo(Map.of(LaunchContext.PATIENT, "pat-2"));
        assertThat(grant.patientIsUser()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Practitioner/9, patient/*.rs",
        "RelatedPerson/1, launch/patient",
        "Person/pat-1, patient/*.rs",
        ", launch/patient"
    })
    @DisplayName("SMART-SCOPE-43: no access to a patient's data without a patient; nobody is given one by default")
    void noPatient(String person, String granted) {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> grant(LaunchContext.EMPTY.with(LaunchContext.TENANT, "t"), person, granted));
        assertThat(refusal.error()).isEqualTo(OAuthError.ACCESS_DENIED);
        assertThat(refusal.description()).isEqualTo("no patient");
    }

    @Test
    @DisplayName("SMART-SCOPE-43: a patient that isn't a text is none")
    void unreadablePatient() {
        LaunchContext odd = LaunchContext.EMPTY.with(LaunchContext.PATIENT, 7);
        assertThat(catchThrowableOfType(Refusal.class, () -> grant(odd, "Practitioner/9", "patient/*.rs")))
                .isNotNull();
    }

    @Test
    @DisplayName("LCTX-26: the patient of the launch stays, whoever the user is")
    void launchedPatient() throws Refusal {
        GrantContext grant = grant(PATIENT_1, "Practitioner/9", "launch patient/*.rs");
        assertThat(grant.context()).isEqualTo(PATIENT_1);
        assertThat(grant.patientIsUser()).isFalse();
        GrantContext other = grant(PATIENT_1, "Patient/pat-2", "launch patient/*.rs");
        assertThat(other.context()).isEqualTo(PATIENT_1);
        assertThat(other.patientIsUser()).isFalse();
        assertThat(grant(PATIENT_1, "Patient/pat-1", "launch patient/*.rs").patientIsUser())
                .isTrue();
        assertThat(grant(PATIENT_1, "Practitioner/pat-1", "launch patient/*.rs").patientIsUser())
                .isFalse();
    }

    @Test
    @DisplayName("SMART-SCOPE-43: an app that needs no patient is told of none that it wasn't launched with")
    void needsNone() throws Refusal {
        GrantContext grant = grant(LaunchContext.EMPTY, "Patient/pat-2", "user/*.rs openid");
        assertThat(grant.context()).isEqualTo(LaunchContext.EMPTY);
        assertThat(grant.patientIsUser()).isFalse();
    }

    @Test
    @DisplayName("LCTX-24: a grant is for the FHIR server of the login, and gives access")
    void server() throws Refusal {
        GrantContext grant = grant(PATIENT_1, "Practitioner/9", "launch");
        assertThat(grant.fhirServer()).isEqualTo("id of fhir");
        assertThat(grant.fhirBase()).isEqualTo(World.BASE);
        assertThat(grant.isContextOnly()).isFalse();
    }

    @Test
    @DisplayName("SMART-SCOPE-46: the app learns who the user is only with the scope fhirUser")
    void fhirUser() throws Refusal {
        String url = World.BASE + "/Practitioner/9";
        UserModel user = World.user(url);
        assertThat(AccessGrant.of(
                                ended("Practitioner/9", "user/*.rs openid fhirUser", user),
                                PATIENT_1,
                                AccessGrantTest::refusal)
                        .fhirUser())
                .contains(url);
        assertThat(AccessGrant.of(
                                ended("Practitioner/9", "user/*.rs openid", user), PATIENT_1, AccessGrantTest::refusal)
                        .fhirUser())
                .isEmpty();
        assertThat(AccessGrant.of(
                                ended(null, "user/*.rs openid fhirUser", World.user(url, url + "9")),
                                PATIENT_1,
                                AccessGrantTest::refusal)
                        .fhirUser())
                .isEmpty();
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: only a Patient is a patient")
    void patients() {
        assertThat(Patients.ownRecord(FhirReference.parse("Patient/pat-1"))).contains("pat-1");
        assertThat(Patients.ownRecord(FhirReference.parse("Person/pat-1"))).isEmpty();
        assertThat(Patients.ownRecord(Optional.empty())).isEmpty();
    }
}
