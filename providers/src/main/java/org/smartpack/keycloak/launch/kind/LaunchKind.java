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
 * How an app is launched, and so comes to its context: by an EHR's handle, by a token of a profile, or by its user alone. The
 * authorization request decides it by the scopes that are asked for, the end of the login by those that are granted.
 */
public sealed interface LaunchKind permits HandleLaunch, TokenLaunch, StandaloneLaunch {

    /** The kind for an app: a profile's if one rules the app, and else the one that the scopes ask for (SMART-SCOPE-40). */
    static LaunchKind of(KeycloakSession session, ClientModel app, RequestedScopes scopes) {
        LaunchRules rules = LaunchRules.of(session, app).orElse(null);
        if (rules != null) {
            return new TokenLaunch(session, rules);
        }
        return scopes.isEhrLaunch()
                ? new HandleLaunch(session)
                : new StandaloneLaunch(PatientStep.of(session.getContext().getRealm()));
    }

    /** Whether nobody is logged in to an app without a launch, whatever it asks for. */
    static boolean isRequired(KeycloakSession session, ClientModel app) {
        return LaunchRules.of(session, app).isPresent();
    }

    /** Whether a request with these scopes is a launch at all; others are Keycloak's business. */
    default boolean isAskedFor(RequestedScopes scopes) {
        return scopes.isSmart();
    }

    /**
     * Whether a request asks for what launches of this kind can give.
     *
     * @throws Refusal for a request that could never be granted, whatever launch it brings
     */
    void checkRequest(AuthorizationRequest request) throws Refusal;

    /** A request was refused before its launch was looked at. */
    default void onRefused(ClientModel app, Refusal refusal) {
        // Nobody wants to know.
    }

    /**
     * Finds what the request brought, and reserves it for the login that begins.
     *
     * @return the notes for the end of the login
     * @throws Refusal if this app may not redeem it now
     */
    Map<String, String> begin(AuthorizationRequest request) throws Refusal;

    /**
     * Decides what the grant of a login is, and uses the launch up. The user is known now: the launch may be for somebody
     * else (LCTX-22).
     *
     * @throws Refusal if the app gets no code; {@link LaunchHold} says what becomes of the launch then
     */
    GrantContext end(EndedLogin ended) throws Refusal;
}
