/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.sessions.RootAuthenticationSessionModel;

/**
 * Tells the browser that began a launch from others (LCTX-21): by the login session that Keycloak keeps for it, all tabs
 * together. An app's launch page that is loaded again makes a new challenge; in the same browser that is no other login.
 */
final class LaunchBrowser {

    private static final String RESERVING = LaunchBrowser.class.getName();

    private LaunchBrowser() {}

    /** What stands for the browser of this request; empty if it has no login session yet. */
    static Optional<String> current(KeycloakSession session) {
        return Optional.ofNullable(new AuthenticationSessionManager(session)
                        .getCurrentRootAuthenticationSession(
                                session.getContext().getRealm()))
                .map(RootAuthenticationSessionModel::getId);
    }

    /** Remembers, for the rest of the request, what the login session to come has reserved. */
    static void willReserve(KeycloakSession session, LaunchReservation reservation) {
        session.setAttribute(RESERVING, reservation);
    }

    /** Reserves the launch context of this request for its browser too. */
    static void reserve(KeycloakSession session, AuthenticationSessionModel login) {
        LaunchReservation reservation = session.getAttribute(RESERVING, LaunchReservation.class);
        if (reservation != null) {
            reservation.bind(of(login));
        }
    }

    /** What stands for the browser of a login. */
    static String of(AuthenticationSessionModel login) {
        return login.getParentSession().getId();
    }
}
