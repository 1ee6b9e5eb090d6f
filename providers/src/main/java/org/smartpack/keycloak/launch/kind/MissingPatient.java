/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.launch.app.PatientStep;
import org.smartpack.keycloak.launch.store.LaunchNotes;

/**
 * The refusals of an app that needs a patient where there is none (SMART-SCOPE-43). The app is told what it didn't
 * send; the event also says why the user has no record of their own.
 */
final class MissingPatient {

    private static final String CAUSE = "patient/ scopes or launch/patient without a patient in context";

    private MissingPatient() {}

    /** An EHR opened the app, and named no patient. */
    static Refusal inLaunch(EndedLogin ended) {
        return Refusal.of(
                OAuthError.ACCESS_DENIED, "There is no patient in the launch context", CAUSE + ownRecord(ended));
    }

    /** No EHR opened the app, or it isn't known, because the app didn't ask for its launch. */
    static Refusal standalone(EndedLogin ended, PatientStep step) {
        boolean isIgnored = LaunchNotes.read(ended.login(), LaunchNotes.IGNORED) != null;
        return Refusal.of(
                OAuthError.ACCESS_DENIED,
                "No patient was chosen or sent"
                        + (isIgnored ? ": the parameter launch was sent without the scope launch" : ""),
                CAUSE + (step.isOn() ? "" : "; the realm has no step in which users choose one") + ownRecord(ended));
    }

    private static String ownRecord(EndedLogin ended) {
        return FhirUsers.of(ended.session())
                .ignored(ended.user(), ended.person())
                .map(why -> "; " + why)
                .orElse("");
    }
}
