/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.launch.store.LaunchHold;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * A SMART app's login that has ended with a user.
 *
 * @param session the request that ends it
 * @param login the login, with the notes of the authorization request
 * @param user the user who has logged in
 * @param person the user's resource on the FHIR server; empty if it knows none
 * @param server the FHIR server that the request named
 * @param granted the scopes that the app gets
 * @param isSingleSignOn whether an existing session was used, which on a shared device may be somebody else's
 */
public record EndedLogin(
        KeycloakSession session,
        AuthenticationSessionModel login,
        UserModel user,
        Optional<FhirReference> person,
        FhirServer server,
        RequestedScopes granted,
        boolean isSingleSignOn) {

    /** The login's hold on the launch of a handle. */
    LaunchHold holdOfHandle(String invalid) throws Refusal {
        return hold(false, invalid);
    }

    /** The login's hold on the launch of a token. */
    LaunchHold holdOfToken(String invalid) throws Refusal {
        return hold(true, invalid);
    }

    private LaunchHold hold(boolean isOfToken, String invalid) throws Refusal {
        LaunchHold hold = LaunchHold.of(session, login)
                .orElseThrow(() -> Refusal.launchNeeded("the client has the scope launch as a default scope"));
        if (hold.isOfToken() != isOfToken) {
            throw Refusal.launch(invalid, "the settings of the app changed during the login");
        }
        return hold;
    }
}
