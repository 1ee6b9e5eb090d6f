/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.redeem;

import java.util.Objects;
import java.util.Optional;

import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.launch.RegisteredLaunch;
import org.smartpack.keycloak.launch.rules.InvalidLaunch;
import org.smartpack.keycloak.launch.rules.LaunchRefused;
import org.smartpack.keycloak.launch.rules.LaunchRules;
import org.smartpack.keycloak.launch.store.LaunchHold;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.launch.store.LaunchStore;

/** Takes the launch of a login that has ended out of the store, if it is this login's and for this user. */
final class LaunchRedemption {

    private static final String PATIENT = "Patient";

    private final KeycloakSession session;
    private final LaunchStore store;
    private final AuthenticationSessionModel login;
    private final UserModel user;
    private final FhirServer server;
    private final LaunchHold hold;
    private final Optional<LaunchRules> rules;
    private final boolean isSingleSignOn;
    private final InvalidLaunch invalid;

    /**
     * @param isSingleSignOn whether nobody was asked: the browser may have somebody else's session, on a shared device
     *     for instance. Keycloak can't change users within one browser session; after logging out a launch by a token
     *     can begin again, as long as the token is valid
     */
    LaunchRedemption(
            KeycloakSession session,
            AuthenticationSessionModel login,
            UserModel user,
            FhirServer server,
            Optional<LaunchRules> rules,
            boolean isSingleSignOn)
            throws LaunchRefused {
        this.session = session;
        this.store = new LaunchStore(session);
        this.login = login;
        this.user = user;
        this.server = server;
        this.rules = rules;
        this.isSingleSignOn = isSingleSignOn;
        this.invalid =
                rules.map(LaunchRules::invalidLaunch).map(InvalidLaunch::new).orElse(InvalidLaunch.HANDLE);
        this.hold = LaunchHold.of(session, login)
                .orElseThrow(() -> new LaunchRefused(
                        OAuthErrorException.INVALID_REQUEST,
                        InvalidLaunch.LAUNCH_NEEDED,
                        "the client has the scope launch as a default scope"));
        if (LaunchStore.isOfToken(hold.reference()) != rules.isPresent()) {
            throw invalid.because("the settings of the app changed during the login");
        }
    }

    /**
     * The launch, if this login may end with it. It isn't used up by that.
     *
     * @param person who the user is on the FHIR server
     */
    RegisteredLaunch check(Optional<FhirReference> person) throws LaunchRefused {
        RegisteredLaunch launch =
                store.find(hold.reference()).orElseThrow(() -> invalid.because("used, or the login took too long"));
        if (launch.singleUse() && !hold.allowsRedemption()) {
            throw invalid.because("another login has begun with it");
        }
        Optional<String> unfit = launch.unfitFor(server);
        if (unfit.isPresent()) {
            throw invalid.because(unfit.get());
        }
        try {
            checkUser(launch, person);
        } catch (LaunchRules.WrongUserException e) {
            if (rules.isPresent() && (e.isFault() || isSingleSignOn)) {
                hold.giveUp();
            } else {
                refuse(launch);
            }
            throw InvalidLaunch.forAnotherUser(e.getMessage(), e.isFault());
        }
        return launch;
    }

    /** The login ends without a code, by a decision that doesn't change. */
    void refuse(RegisteredLaunch launch) {
        if (launch.singleUse()) {
            hold.useUp();
        }
    }

    /** Uses the launch up: of any number of simultaneous logins one can. */
    void redeem(RegisteredLaunch launch) throws LaunchRefused {
        if (launch.singleUse()) {
            store.consume(hold.reference()).orElseThrow(() -> invalid.because("used"));
        }
    }

    private void checkUser(RegisteredLaunch launch, Optional<FhirReference> person)
            throws LaunchRules.WrongUserException {
        if (rules.isPresent()) {
            rules.get().checkUser(launch, identityProvider(), login, user);
        } else if (!isFor(launch, person)) {
            throw new LaunchRules.WrongUserException("registered for another user or patient");
        }
    }

    /**
     * Keycloak notes by which identity provider a login went. The notes are this login's own: what an earlier login
     * left in the user's session doesn't count.
     */
    private Optional<String> identityProvider() throws LaunchRules.WrongUserException {
        String wanted = LaunchNotes.read(login, LaunchNotes.IDENTITY_PROVIDER);
        if (wanted != null
                && !Objects.equals(wanted, login.getUserSessionNotes().get(Details.IDENTITY_PROVIDER))) {
            throw new LaunchRules.WrongUserException("the login didn't go by the identity provider of this launch");
        }
        return Optional.ofNullable(wanted);
    }

    /**
     * Where the EHR doesn't say who may redeem the launch, a patient still gets no other patient's: nor does somebody
     * whose {@code fhirUser} can't be told to be anybody on this server, and might be a patient's.
     */
    private boolean isFor(RegisteredLaunch launch, Optional<FhirReference> person) {
        if (launch.user().isPresent()) {
            return launch.user().equals(person);
        }
        if (person.isEmpty()) {
            return FhirUsers.of(session).isSurelyNoPatient(user);
        }
        Optional<String> patient = launch.context().patient();
        return !person.get().type().equals(PATIENT)
                || patient.isEmpty()
                || patient.equals(person.map(FhirReference::id));
    }
}
