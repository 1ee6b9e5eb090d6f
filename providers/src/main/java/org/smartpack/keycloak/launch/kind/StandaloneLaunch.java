/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.Map;
import java.util.Set;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.app.PatientStep;
import org.smartpack.keycloak.launch.store.ChosenContext;
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

    /** There is nothing to reserve: the parameter {@code launch} has no effect without the scope. */
    @Override
    public Map<String, String> begin(AuthorizationRequest request) {
        return Map.of(LaunchNotes.STANDALONE, "true");
    }

    /** The choice was looked at when it was made; what the user has taken back since isn't given. */
    @Override
    public GrantContext end(EndedLogin ended) throws Refusal {
        LaunchContext chosen =
                ChosenContext.of(ended.login(), ended.user(), ended.server()).context();
        if (!ended.granted().launchContexts().contains(LaunchContext.ENCOUNTER)) {
            chosen = chosen.without(LaunchContext.ENCOUNTER);
        }
        return AccessGrant.of(ended, ended.granted().needsPatient() ? chosen : LaunchContext.EMPTY);
    }
}
