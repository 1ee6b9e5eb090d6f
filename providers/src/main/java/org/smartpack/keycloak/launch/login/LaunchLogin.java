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
 * How the user logs in for a launch under the rules of a profile: only the launch decides. It sets Keycloak's hint for
 * the identity provider, which the browser flow follows (execution "Identity Provider Redirector"). A user can still
 * take another way; then the end of the login refuses.
 */
final class LaunchLogin {

    private LaunchLogin() {}

    /** Whether the login must use an identity provider, so that an existing session isn't enough. */
    static boolean needsIdentityProvider(AuthenticationSessionModel login) {
        return LaunchNotes.read(login, LaunchNotes.IDENTITY_PROVIDER) != null;
    }

    /**
     * Replaces the hint of the request by the launch's identity provider, or by none.
     *
     * @return whether the login must continue at another URL, because this one has a hint that Keycloak would prefer
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
