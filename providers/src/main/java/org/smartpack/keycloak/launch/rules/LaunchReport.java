/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.rules;

import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.rules.LaunchObserver.Happening;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.launch.store.LaunchStore;

/**
 * Reports to the {@link LaunchObserver} how the login of an app under {@link LaunchRules} ends, exactly once. It is
 * created before the decision, because the launch may be gone afterwards.
 */
public final class LaunchReport {

    private final AuthenticationSessionModel login;
    private final Optional<LaunchObserver> observer;
    private final Optional<Launch> launch;

    public LaunchReport(KeycloakSession session, AuthenticationSessionModel login) {
        this.login = login;
        String reference = LaunchNotes.read(login, LaunchNotes.LAUNCH);
        boolean isOfToken = reference != null && LaunchStore.isOfToken(reference);
        boolean isRuled =
                isOfToken || LaunchRules.of(session, login.getClient()).isPresent();
        this.observer = isRuled ? Optional.of(LaunchObserver.of(session)) : Optional.empty();
        this.launch = isOfToken ? new LaunchStore(session).find(reference) : Optional.empty();
    }

    public void loggedIn() {
        observer.ifPresent(one -> one.onLaunch(Happening.loggedIn(login, launch)));
    }

    public void refused(Refusal refusal) {
        observer.ifPresent(one -> one.onLaunch(Happening.notLoggedIn(login, launch, refusal)));
    }

    /** Reports a login that Keycloak, an identity provider or the user ended, not the pack. */
    public void ended() {
        observer.ifPresent(one -> one.onLaunch(Happening.ended(login, launch)));
    }
}
