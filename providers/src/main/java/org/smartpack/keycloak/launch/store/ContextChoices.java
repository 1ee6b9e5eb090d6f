/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.util.ArrayList;
import java.util.List;

import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.scope.RequestedScopes;

/** What the user of a standalone launch may have to choose, see {@link LaunchNotes#CHOICES}. */
public final class ContextChoices {

    private ContextChoices() {}

    /** What an app with these scopes needs; empty if that is nothing. */
    public static List<String> of(RequestedScopes scopes) {
        List<String> choices = new ArrayList<>();
        boolean wantsEncounter = scopes.launchContexts().contains(LaunchContext.ENCOUNTER);
        if (scopes.needsPatient() || wantsEncounter) {
            choices.add(LaunchContext.PATIENT);
        }
        if (wantsEncounter) {
            choices.add(LaunchContext.ENCOUNTER);
        }
        return choices;
    }

    /** Takes back what nobody needs to choose any more, because only these scopes are left. */
    public static void narrow(AuthenticationSessionModel login, RequestedScopes left) {
        String noted = LaunchNotes.read(login, LaunchNotes.CHOICES);
        if (noted == null) {
            return;
        }
        List<String> choices = new ArrayList<>(List.of(noted.split(" ")));
        choices.retainAll(of(left));
        note(login, choices.isEmpty() ? null : String.join(" ", choices));
    }

    /** @param choices {@code null} for none */
    static void note(AuthenticationSessionModel login, String choices) {
        String name = AuthorizationEndpoint.LOGIN_SESSION_NOTE_ADDITIONAL_REQ_PARAMS_PREFIX + LaunchNotes.CHOICES;
        if (choices == null) {
            login.removeClientNote(name);
        } else {
            login.setClientNote(name, choices);
        }
    }
}
