/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.Arrays;
import java.util.List;

import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.allowance.ScopeOutcome;
import org.smartpack.keycloak.launch.store.AskedScopes;
import org.smartpack.keycloak.launch.store.ContextChoices;
import org.smartpack.keycloak.launch.store.LaunchHold;
import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.Scope;

/** Makes what a user has chosen the request of the login, and records it as consent. */
final class Decision {

    /** The event detail that lists what the user left out, separated by spaces. */
    static final String REFUSED = "refused_scopes";

    private final ScopeLogin scopes;
    private final AuthenticationSessionModel login;

    Decision(ScopeLogin scopes) {
        this.scopes = scopes;
        this.login = scopes.login();
    }

    /**
     * Makes the decision.
     *
     * @param event of the request that made it
     * @return whether the app gets anything
     */
    boolean make(Selection selection, EventBuilder event) {
        if (selection.isNothing(scopes.requested())) {
            scopes.recorded().replace(selection.refused(), List.of());
            return false;
        }
        AskedScopes.keep(login);
        if (!selection.isWhole()) {
            narrow(selection);
        }
        // Otherwise Keycloak's own page would ask for the same again.
        removePrompt(OIDCLoginProtocol.PROMPT_VALUE_CONSENT);
        List<Asked> agreed = scopes.choices().all();
        scopes.recorded().replace(selection.refused(), agreed);
        scopes.noteDecided();
        report(selection, agreed, event);
        return true;
    }

    private void narrow(Selection selection) {
        String left = selection.parameter(scopes.requested());
        login.setClientNote(OIDCLoginProtocol.SCOPE_PARAM, left);
        AuthenticationManager.setClientScopesInSession(scopes.session(), login);
        ContextChoices.narrow(login, RequestedScopes.of(left));
        if (selection.refused().stream().anyMatch(Decision::isEhrLaunch)) {
            // The login ends without the launch, which is used up all the same (LCTX-21).
            LaunchHold.of(scopes.session(), login).ifPresent(LaunchHold::useUp);
        }
    }

    private static boolean isEhrLaunch(Asked asked) {
        return Scope.parse(asked.name()) instanceof LaunchScope launch && launch.isEhrLaunch();
    }

    private void removePrompt(String value) {
        String prompt = login.getClientNote(OIDCLoginProtocol.PROMPT_PARAM);
        if (prompt == null) {
            return;
        }
        List<String> left = Arrays.stream(prompt.split(" "))
                .filter(one -> !one.equals(value))
                .toList();
        if (left.isEmpty()) {
            login.removeClientNote(OIDCLoginProtocol.PROMPT_PARAM);
        } else {
            login.setClientNote(OIDCLoginProtocol.PROMPT_PARAM, String.join(" ", left));
        }
    }

    private void report(Selection selection, List<Asked> agreed, EventBuilder event) {
        EventBuilder consent = event.clone()
                .event(EventType.GRANT_CONSENT)
                .client(scopes.client())
                .user(scopes.user())
                .detail(Details.SCOPE, text(agreed))
                .detail(Details.GRANTED_CLIENT, scopes.client().getClientId());
        if (!selection.isWhole()) {
            consent.detail(REFUSED, text(selection.refused()));
        }
        consent.success();
    }

    private static String text(List<Asked> asked) {
        return ScopeOutcome.text(
                asked.stream().map(Asked::name).filter(name -> !name.isEmpty()).toList());
    }
}
