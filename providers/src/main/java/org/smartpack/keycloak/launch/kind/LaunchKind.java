/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.Map;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.app.PatientStep;
import org.smartpack.keycloak.launch.rules.LaunchRules;
import org.smartpack.keycloak.launch.store.LaunchHold;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * How an app is launched, and so gets its context: by an EHR's handle, by a token of a profile, or by its user alone.
 * At the authorization request the requested scopes decide, and at the end of the login the granted ones.
 */
public sealed interface LaunchKind permits HandleLaunch, TokenLaunch, StandaloneLaunch {

    /**
     * The kind for an app: by token if a profile has rules for the app, otherwise as the scopes request
     * (SMART-SCOPE-40).
     */
    static LaunchKind of(KeycloakSession session, ClientModel app, RequestedScopes scopes) {
        LaunchRules rules = LaunchRules.of(session, app).orElse(null);
        if (rules != null) {
            return new TokenLaunch(session, rules);
        }
        return scopes.isEhrLaunch()
                ? new HandleLaunch(session)
                : new StandaloneLaunch(PatientStep.of(session.getContext().getRealm()));
    }

    /** Whether an app is logged in to only with a launch, whatever it requests. */
    static boolean isRequired(KeycloakSession session, ClientModel app) {
        return LaunchRules.of(session, app).isPresent();
    }

    /** Whether a request with these scopes is a launch at all; Keycloak handles others alone. */
    default boolean isAskedFor(RequestedScopes scopes) {
        return scopes.isSmart();
    }

    /**
     * Checks that a request asks only for what launches of this kind can give.
     *
     * @throws Refusal if the request could never be granted, whatever its launch is
     */
    void checkRequest(AuthorizationRequest request) throws Refusal;

    /** Called when a request was refused before its launch was examined. */
    default void onRefused(ClientModel app, Refusal refusal) {
        // Only profiles keep a record.
    }

    /**
     * Finds the launch of the request, and reserves it for the login that begins.
     *
     * @return the notes for the end of the login
     * @throws Refusal if this app may not redeem it now
     */
    Map<String, String> begin(AuthorizationRequest request) throws Refusal;

    /**
     * Decides on the grant of a login, and uses the launch up. The user is known by now, and the launch may be for
     * somebody else (LCTX-22).
     *
     * @throws Refusal if the app gets no code; see {@link LaunchHold} for what then happens to the launch
     */
    GrantContext end(EndedLogin ended) throws Refusal;
}
