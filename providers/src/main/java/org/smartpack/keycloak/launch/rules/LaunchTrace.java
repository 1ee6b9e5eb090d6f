/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.rules;

import java.util.Optional;

import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.fhir.client.Trace;
import org.smartpack.keycloak.launch.store.LaunchNotes;

/** What a user can be told, and tell the help desk, when a launch goes wrong. */
public final class LaunchTrace {

    private LaunchTrace() {}

    /** How the reference reads where people see it; the same that the logs and records of other systems have for it. */
    static String reference(String trace) {
        return Trace.name(trace);
    }

    /** Adds the reference to what an app is told, and may show to its user (KT-AUD-5). */
    public static String in(String description, Optional<String> trace) {
        return trace.map(known -> description + " (reference " + reference(known) + ")")
                .orElse(description);
    }

    /** The trace reference of the launch that a login is for, if its launch has one: printable ASCII. */
    public static Optional<String> of(AuthenticationSessionModel login) {
        return Optional.ofNullable(LaunchNotes.read(login, LaunchNotes.TRACE));
    }
}
