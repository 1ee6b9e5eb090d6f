/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.Map;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.LaunchContext;

/**
 * The standalone launch. No EHR opened the app, so the only possible context is a patient: the user, if the user is one
 * (SMART-LAUNCH-5).
 */
final class StandaloneLaunch implements LaunchKind {

    @Override
    public void checkRequest(AuthorizationRequest request) throws Refusal {
        for (String type : request.scopes().launchContexts()) {
            if (!type.equals(LaunchContext.PATIENT)) {
                throw Refusal.because(
                        OAuthError.INVALID_SCOPE, "launch/" + type + " is only available with an EHR launch");
            }
        }
    }

    /** There is nothing to reserve: the parameter {@code launch} has no effect without the scope. */
    @Override
    public Map<String, String> begin(AuthorizationRequest request) {
        return Map.of();
    }

    @Override
    public GrantContext end(EndedLogin ended) throws Refusal {
        return AccessGrant.of(ended, LaunchContext.EMPTY);
    }
}
