/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.Optional;

import org.keycloak.sessions.AuthenticationSessionModel;

/** What a user can be told, and tell the help desk, when a launch goes wrong. */
public final class LaunchTrace {

    private LaunchTrace() {}

    /** The trace reference of the launch that a login is for, if its launch has one: printable ASCII. */
    public static Optional<String> of(AuthenticationSessionModel login) {
        return Optional.ofNullable(LaunchNotes.read(login, LaunchNotes.TRACE));
    }
}
