/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.launch.app.ScopeStep;

/**
 * Has the user choose what an app may do. Keycloak asks after every login whether there is something to choose, and
 * refuses {@code prompt=none} with {@code interaction_required} if there is.
 */
final class ChooseScopes implements RequiredActionProvider {

    private static final String ACCEPT = "accept";
    private static final String CANCEL = "cancel";

    private final KeycloakSession session;

    ChooseScopes(KeycloakSession session) {
        this.session = session;
    }

    /** Noted with the login, never with the user: another tab of the same user chooses for itself. */
    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        if (ScopeStep.ID.equals(login.getClientNote(Constants.KC_ACTION))) {
            // Keycloak would leave out a step that is called in this way.
            login.removeClientNote(Constants.KC_ACTION);
        }
        if (pending(login, context.getUser()).isPresent()) {
            login.addRequiredAction(ScopeStep.ID);
        } else {
            login.removeRequiredAction(ScopeStep.ID);
        }
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        pending(context.getAuthenticationSession(), context.getUser())
                .ifPresentOrElse(login -> ask(context, login), context::success);
    }

    /**
     * Somebody can send the form of this page during any login: then there is nothing to choose, and nothing is kept.
     */
    @Override
    public void processAction(RequiredActionContext context) {
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        Optional<ScopeLogin> pending = pending(context.getAuthenticationSession(), context.getUser());
        if (pending.isEmpty()) {
            context.success();
        } else if (form.containsKey(CANCEL)) {
            context.failure();
        } else if (form.containsKey(ACCEPT)) {
            accept(context, pending.get(), form);
        } else {
            ask(context, pending.get());
        }
    }

    private Optional<ScopeLogin> pending(AuthenticationSessionModel login, UserModel user) {
        return ScopeLogin.of(session, login, user).filter(ScopeLogin::isPending);
    }

    private static void ask(RequiredActionContext context, ScopeLogin login) {
        Choices choices = login.choices();
        login.noteShown(choices);
        new ScopePage(login, choices, Ticks.ALL).show(context, Optional.empty());
    }

    private static void askAgain(RequiredActionContext context, ScopeLogin login, Ticks ticks, String problem) {
        Choices choices = login.choices();
        login.noteShown(choices);
        new ScopePage(login, choices, ticks).show(context, Optional.of(problem));
    }

    private static void accept(RequiredActionContext context, ScopeLogin login, MultivaluedMap<String, String> form) {
        Ticks ticks = Ticks.of(form);
        Choices choices = login.choices();
        if (!login.wasShown(choices)) {
            // Settings have changed, or the form is another page's: what would be granted hasn't been shown.
            askAgain(context, login, ticks, "smartConsentChanged");
            return;
        }
        Optional<String> problem = login.howLong().flatMap(question -> question.answer(form));
        if (problem.isPresent()) {
            askAgain(context, login, ticks, problem.get());
        } else if (new Decision(login).make(choices.select(ticks), context.getEvent())) {
            context.success();
        } else {
            context.failure();
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
