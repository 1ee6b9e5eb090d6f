/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.login;

import jakarta.ws.rs.core.UriInfo;

import org.keycloak.constants.AdapterConstants;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.launch.rules.LaunchTrace;
import org.smartpack.keycloak.launch.store.LaunchNotes;

/**
 * The way by which the user of a launch under the rules of a profile logs in: the launch says it, and nobody else.
 * Keycloak has a hint for the identity provider, which its browser flow goes by (execution "Identity Provider
 * Redirector"). A user can still go another way; then the end of the login refuses.
 */
final class LaunchLogin {

    private LaunchLogin() {}

    /** Whether the login has to go by an identity provider, so that a session from before isn't enough. */
    static boolean needsIdentityProvider(AuthenticationSessionModel login) {
        return LaunchNotes.read(login, LaunchNotes.IDENTITY_PROVIDER) != null;
    }

    /**
     * Puts the launch's identity provider, or none, in the place of the hint of the request.
     *
     * @return whether the login has to go on at another address, because this one has a hint that Keycloak would prefer
     */
    static boolean route(AuthenticationSessionModel login, UriInfo address) {
        if (LaunchTrace.of(login).isEmpty()) {
            return false;
        }
        String alias = LaunchNotes.read(login, LaunchNotes.IDENTITY_PROVIDER);
        if (alias == null) {
            login.removeClientNote(AdapterConstants.KC_IDP_HINT);
        } else {
            login.setClientNote(AdapterConstants.KC_IDP_HINT, alias);
        }
        return address.getQueryParameters().containsKey(AdapterConstants.KC_IDP_HINT);
    }
}
