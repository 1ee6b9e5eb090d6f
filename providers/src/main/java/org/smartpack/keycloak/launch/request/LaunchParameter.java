/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.request;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.launch.OfferedLaunch;
import org.smartpack.keycloak.launch.RegisteredLaunch;
import org.smartpack.keycloak.launch.rules.InvalidLaunch;
import org.smartpack.keycloak.launch.rules.LaunchObserver;
import org.smartpack.keycloak.launch.rules.LaunchObserver.Happening;
import org.smartpack.keycloak.launch.rules.LaunchRefused;
import org.smartpack.keycloak.launch.rules.LaunchRules;
import org.smartpack.keycloak.launch.store.LaunchBrowser;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.launch.store.LaunchReservation;
import org.smartpack.keycloak.launch.store.LaunchStore;

/**
 * The parameter {@code launch} of an authorization request: finds the launch and reserves it for the login that begins.
 * What it answers are the notes for the end of that login.
 */
final class LaunchParameter {

    private final KeycloakSession session;
    private final LaunchStore store;
    private final LaunchObserver observer;
    private final ClientModel app;
    private final FhirServer server;
    private final String challenge;
    private final boolean isPassive;

    /** @param isPassive whether nobody is to be asked ({@code prompt=none}): such a login reserves nothing */
    LaunchParameter(KeycloakSession session, ClientModel app, FhirServer server, String challenge, boolean isPassive) {
        this.session = session;
        this.store = new LaunchStore(session);
        this.observer = LaunchObserver.of(session);
        this.app = app;
        this.server = server;
        this.challenge = challenge;
        this.isPassive = isPassive;
    }

    /** The handle of a context that an EHR registered. */
    Map<String, String> handle(String handle) throws LaunchRefused {
        String reference = store.reference(handle);
        RegisteredLaunch launch =
                store.find(reference).orElseThrow(() -> InvalidLaunch.HANDLE.because("unknown, expired or used"));
        reserve(reference, launch, InvalidLaunch.HANDLE);
        return notes(reference);
    }

    /** A token by the rules of a profile; its id is taken only now that everything about it holds. */
    Map<String, String> token(String token, LaunchRules rules) throws LaunchRefused {
        InvalidLaunch invalid = new InvalidLaunch(rules.invalidLaunch());
        OfferedLaunch offered;
        try {
            offered = rules.verify(token, app, server);
        } catch (LaunchRules.InvalidTokenException e) {
            LaunchRefused refused = invalid.because(e.getMessage());
            observer.told(Happening.refused(app, Optional.empty(), refused.getMessage()));
            throw refused;
        }
        String reference;
        try {
            LaunchStore.Registered registered = store.registerOnce(offered)
                    .orElseThrow(() -> invalid.because("used, or its id was seen in another token"));
            reference = registered.reference();
            if (registered.isFirst()) {
                tellMisconfiguration(offered, rules);
            }
            reserve(reference, offered.launch(), invalid);
        } catch (LaunchRefused refused) {
            observer.told(Happening.refused(app, Optional.of(offered), refused.getMessage()));
            throw refused.named(offered.trace());
        }
        observer.told(Happening.begun(app, offered));
        Map<String, String> notes = notes(reference);
        notes.put(LaunchNotes.TRACE, offered.trace());
        offered.identityProvider().ifPresent(alias -> notes.put(LaunchNotes.IDENTITY_PROVIDER, alias));
        return notes;
    }

    private Map<String, String> notes(String reference) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(LaunchNotes.LAUNCH, reference);
        if (isPassive) {
            notes.put(LaunchNotes.PASSIVE, "true");
        }
        return notes;
    }

    /** Once for each token: a page that is loaded again makes no more of it. */
    private void tellMisconfiguration(OfferedLaunch offered, LaunchRules rules) {
        if (offered.misconfiguration().isPresent()) {
            rules.misconfigured(offered, app);
            observer.told(Happening.misconfigured(app, offered));
        }
    }

    private void reserve(String reference, RegisteredLaunch launch, InvalidLaunch invalid) throws LaunchRefused {
        LaunchReservation reservation = new LaunchReservation(session, reference, app);
        Optional<String> browser = LaunchBrowser.current(session);
        if (launch.expires() < Time.currentTimeMillis() / 1000 && !reservation.isOf(browser)) {
            throw invalid.because("expired");
        }
        if (launch.clientId().filter(only -> !only.equals(app.getClientId())).isPresent()) {
            throw invalid.because("registered for another app");
        }
        Optional<String> unfit = launch.unfitFor(server);
        if (unfit.isPresent()) {
            throw invalid.because(unfit.get());
        }
        if (launch.singleUse()
                && !(isPassive
                        ? reservation.isOpenTo(browser)
                        : reservation.begin(challenge, store.secondsLeft(launch)))) {
            throw invalid.because("another login has begun with it");
        }
    }
}
