/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.launch.app.PatientStep;
import org.smartpack.keycloak.launch.app.ScopeStep;

/**
 * Has the user choose a patient, and then an encounter where the app asks for one. Keycloak asks after every login
 * whether there is something to choose, and refuses {@code prompt=none} with {@code interaction_required} if there is.
 */
final class ChoosePatient implements RequiredActionProvider {

    private static final String CANCEL = "cancel";

    private final KeycloakSession session;

    ChoosePatient(KeycloakSession session) {
        this.session = session;
    }

    /** Noted with the login, never with the user: another tab of the same user chooses for itself. */
    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        if (PatientStep.ID.equals(login.getClientNote(Constants.KC_ACTION))) {
            // Keycloak would leave out a step that is called in this way.
            login.removeClientNote(Constants.KC_ACTION);
        }
        if (pending(login, context.getUser()).isPresent()) {
            login.addRequiredAction(PatientStep.ID);
        } else {
            login.removeRequiredAction(PatientStep.ID);
        }
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        pending(context.getAuthenticationSession(), context.getUser())
                .ifPresentOrElse(login -> step(login).ask(context), context::success);
    }

    /**
     * Somebody can send the form of this page during any login: then there is nothing to choose, and nothing is kept.
     */
    @Override
    public void processAction(RequiredActionContext context) {
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        Optional<StandaloneLogin> pending = pending(context.getAuthenticationSession(), context.getUser());
        if (pending.isEmpty()) {
            context.success();
        } else if (form.containsKey(CANCEL)) {
            context.failure();
        } else {
            step(pending.get()).answer(context, form);
        }
    }

    private Optional<StandaloneLogin> pending(AuthenticationSessionModel login, UserModel user) {
        // What the app needs is known when the user has chosen what it may do, whatever the order of the two steps.
        return ScopeStep.isWaiting(login)
                ? Optional.empty()
                : StandaloneLogin.of(session, login, user).filter(StandaloneLogin::isPending);
    }

    private static ChoiceStep step(StandaloneLogin login) {
        return login.chosen().patient().isEmpty() ? new PatientChoice(login) : new EncounterChoice(login);
    }

    /** The one value of a parameter; a parameter that comes twice has none. */
    static Optional<String> value(MultivaluedMap<String, String> form, String name) {
        List<String> values = form.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
