/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.rules;

import java.util.Optional;

import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.fhir.client.Trace;
import org.smartpack.keycloak.launch.store.LaunchNotes;

/** The reference that a user sees, and can give to the help desk, when a launch goes wrong. */
public final class LaunchTrace {

    private LaunchTrace() {}

    /** The form of the reference that people see; the logs and records of other systems have the same. */
    static String reference(String trace) {
        return Trace.name(trace);
    }

    /** Adds the reference to an error description, which the app may show to its user (KT-AUD-5). */
    public static String in(String description, Optional<String> trace) {
        return trace.map(known -> description + " (reference " + reference(known) + ")")
                .orElse(description);
    }

    /** The trace reference of a login's launch, if it has one; printable ASCII. */
    public static Optional<String> of(AuthenticationSessionModel login) {
        return Optional.ofNullable(LaunchNotes.read(login, LaunchNotes.TRACE));
    }
}
