/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.login;

import java.util.Optional;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.launch.store.NotedServer;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * What an administrator should know about a SMART app's login although it succeeds: why something that the app asked
 * for has no effect. It becomes part of the login's event.
 */
record LoginRemarks(KeycloakSession session, AuthenticationSessionModel login) {

    /** Why the parameter {@code launch} had no effect. */
    static final String LAUNCH_IGNORED = "launch_ignored";

    /** Why the user isn't known to the FHIR server, or the app doesn't get {@code fhirUser}. */
    static final String FHIR_USER_IGNORED = "fhir_user_ignored";

    /** @param person who the user is on the FHIR server; empty for an unknown user, and for a login at none */
    void addTo(EventBuilder event, UserModel user, Optional<FhirReference> person) {
        if (LaunchNotes.read(login, LaunchNotes.IGNORED) != null) {
            event.detail(LAUNCH_IGNORED, "the scope launch was not requested");
        }
        NotedServer.find(session, login)
                .flatMap(server -> FhirUsers.of(session).ignored(user, person))
                .ifPresent(why -> event.detail(FHIR_USER_IGNORED, why));
        if (NotedServer.isIn(login)
                && isAskedFor()
                && user.getAttributeStream(FhirUser.ATTRIBUTE).findAny().isEmpty()) {
            event.detail(FHIR_USER_IGNORED, "the user has no fhirUser");
        }
    }

    private boolean isAskedFor() {
        return RequestedScopes.of(login.getClientNote(OIDCLoginProtocol.SCOPE_PARAM))
                .has(FhirUser.ATTRIBUTE);
    }
}
