/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.app.PatientStep;
import org.smartpack.keycloak.launch.app.SmartApp;
import org.smartpack.keycloak.launch.store.ChosenContext;
import org.smartpack.keycloak.launch.store.ContextChoices;
import org.smartpack.keycloak.launch.store.LaunchNotes;

/**
 * The standalone launch. No EHR opened the app, so its user chooses the patient, or is one (SMART-LAUNCH-5). Nobody
 * gets a patient by default.
 */
final class StandaloneLaunch implements LaunchKind {

    private final PatientStep step;

    StandaloneLaunch(PatientStep step) {
        this.step = step;
    }

    @Override
    public void checkRequest(AuthorizationRequest request) throws Refusal {
        Set<String> contexts = request.scopes().launchContexts();
        for (String type : contexts) {
            if (!type.equals(LaunchContext.PATIENT) && !(step.isOn() && type.equals(LaunchContext.ENCOUNTER))) {
                throw Refusal.because(
                        OAuthError.INVALID_SCOPE, "launch/" + type + " is only available with an EHR launch");
            }
        }
        if (step.isOn()
                && step.needsContextScope()
                && contexts.isEmpty()
                && request.scopes().needsPatient()) {
            throw Refusal.because(OAuthError.INVALID_SCOPE, "patient/ scopes need launch or launch/patient");
        }
    }

    /**
     * There is nothing to reserve: the parameter {@code launch} has no effect without the scope. What there is to
     * choose is noted without the scopes that the client doesn't have.
     */
    @Override
    public Map<String, String> begin(AuthorizationRequest request) {
        Map<String, String> notes = new HashMap<>();
        String choices = String.join(" ", ContextChoices.of(request.scopes()));
        if (!choices.isEmpty()) {
            notes.put(LaunchNotes.CHOICES, choices);
        }
        if (request.launch() != null) {
            notes.put(LaunchNotes.IGNORED, "true");
        }
        return notes;
    }

    /** The choice was looked at when it was made; what the user has taken back since isn't given. */
    @Override
    public GrantContext end(EndedLogin ended) throws Refusal {
        ChosenContext choice = ended.person()
                .map(person -> ChosenContext.of(ended.login(), ended.user(), person, ended.server()))
                .orElse(ChosenContext.NOTHING);
        List<String> granted = ContextChoices.of(ended.granted());
        if (granted.contains(LaunchContext.ENCOUNTER)) {
            checkEncounter(ended, choice);
        }
        if (granted.isEmpty() || choice.patient().isEmpty()) {
            return AccessGrant.of(ended, LaunchContext.EMPTY, () -> MissingPatient.standalone(ended, step));
        }
        LaunchContext chosen = granted.contains(LaunchContext.ENCOUNTER)
                ? choice.context()
                : choice.context().without(LaunchContext.ENCOUNTER);
        return AccessGrant.of(ended, chosen, () -> MissingPatient.standalone(ended, step))
                .chosenBy(ended.person().orElseThrow());
    }

    /** Somebody may have come by the page: an administrator who has just switched it off, for instance. */
    private static void checkEncounter(EndedLogin ended, ChosenContext choice) throws Refusal {
        boolean isNeeded = SmartApp.of(ended.login().getClient()).needsEncounter();
        boolean isThere = choice.context().parameters().containsKey(LaunchContext.ENCOUNTER);
        if (!choice.isComplete() || isNeeded && !isThere) {
            throw Refusal.of(
                    OAuthError.ACCESS_DENIED,
                    "No encounter was chosen",
                    "launch/encounter without a choice of the user");
        }
    }
}
