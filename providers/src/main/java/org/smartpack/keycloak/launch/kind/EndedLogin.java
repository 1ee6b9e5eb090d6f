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
 * @param login has the notes of the authorization request
 * @param user who has logged in
 * @param person who that is on the FHIR server; empty for nobody that it knows
 * @param server the FHIR server that the request named
 * @param granted the scopes that the app gets
 * @param isSingleSignOn whether nobody was asked: the browser may have somebody else's session, on a shared device for
 *     instance
 */
public record EndedLogin(
        KeycloakSession session,
        AuthenticationSessionModel login,
        UserModel user,
        Optional<FhirReference> person,
        FhirServer server,
        RequestedScopes granted,
        boolean isSingleSignOn) {

    /** The handle's launch that this login has. */
    LaunchHold holdOfHandle(String invalid) throws Refusal {
        return hold(false, invalid);
    }

    /** The token's launch that this login has. */
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
