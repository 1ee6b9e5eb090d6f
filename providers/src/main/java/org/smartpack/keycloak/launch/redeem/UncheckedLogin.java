/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.redeem;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.launch.kind.LaunchKind;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * A login that wasn't checked when it began, because the request wasn't a SMART app's, or because it didn't begin at
 * the authorization endpoint.
 */
record UncheckedLogin(KeycloakSession session, ClientModel app, ClientSessionContext granted) {

    /** The pack doesn't interfere with such a login, as long as it gives no SMART access. */
    void check() throws Refusal {
        checkNeedsNoLaunch();
        checkDefaultScopes();
    }

    private void checkNeedsNoLaunch() throws Refusal {
        if (LaunchKind.isRequired(session, app)) {
            throw Refusal.launchNeeded("users can sign in to this app only with a launch");
        }
    }

    /** Default scopes weren't requested, but could still give access. */
    private void checkDefaultScopes() throws Refusal {
        boolean hasDefaults = app.getClientScopes(true).keySet().stream()
                .anyMatch(name -> RequestedScopes.of(name).needCodeFlow());
        if (hasDefaults
                && RequestedScopes.of(granted.getScopeString()).needCodeFlow()
                && FhirServers.of(session).governRealm()) {
            throw Refusal.of(
                    OAuthError.INVALID_REQUEST,
                    "SMART apps must name the scopes they need, and the FHIR server in aud",
                    "default scopes of the client would give SMART access to a request that asked for none");
        }
    }
}
