/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;

/** The FHIR server that a login's authorization request named in {@code aud}. */
public final class NotedServer {

    private NotedServer() {}

    /** Whether a check saw the request: it was a SMART app's. */
    public static boolean isIn(AuthenticationSessionModel login) {
        return LaunchNotes.read(login, LaunchNotes.FHIR_SERVER) != null;
    }

    /** Empty for another app's login, and where the server was disabled, removed or given another base URL since. */
    public static Optional<FhirServer> find(KeycloakSession session, AuthenticationSessionModel login) {
        return Optional.ofNullable(LaunchNotes.read(login, LaunchNotes.FHIR_SERVER))
                .flatMap(id -> FhirServers.of(session).withId(id))
                .filter(found -> LaunchNotes.base(found).equals(LaunchNotes.read(login, LaunchNotes.FHIR_BASE)));
    }
}
