/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

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

/** Takes the launch of a login that has ended out of the store, if it is this login's and for this user. */
final class LaunchRedemption {

    private static final String PATIENT = "Patient";

    private final KeycloakSession session;
    private final LaunchStore store;
    private final AuthenticationSessionModel login;
    private final UserModel user;
    private final FhirServer server;
    private final LaunchReservation reservation;
    private final String reference;
    private final Optional<LaunchRules> rules;
    private final boolean isSingleSignOn;
    private final InvalidLaunch invalid;

    /**
     * @param isSingleSignOn whether nobody was asked: the browser may have somebody else's session, on a shared device for
     *     instance. Keycloak can't change users within one browser session; after logging out a launch by a token can begin
     *     again, as long as the token is valid
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
        this.reference = LaunchNotes.read(login, LaunchNotes.LAUNCH);
        if (reference == null) {
            throw new LaunchRefused(
                    OAuthErrorException.INVALID_REQUEST,
                    LaunchCheck.LAUNCH_NEEDED,
                    "the client has the scope launch as a default scope");
        }
        if (LaunchStore.isOfToken(reference) != rules.isPresent()) {
            throw invalid.because("the settings of the app changed during the login");
        }
        this.reservation = new LaunchReservation(session, reference, login.getClient());
    }

    /**
     * @param challenge the PKCE challenge of the login
     * @param person who the user is on the FHIR server
     */
    RegisteredLaunch redeem(String challenge, Optional<FhirReference> person) throws LaunchRefused {
        RegisteredLaunch launch =
                store.find(reference).orElseThrow(() -> invalid.because("used, or the login took too long"));
        return redeem(launch, challenge, person);
    }

    private RegisteredLaunch redeem(RegisteredLaunch launch, String challenge, Optional<FhirReference> person)
            throws LaunchRefused {
        if (launch.singleUse() && !reservation.isFor(challenge)) {
            throw invalid.because("another login has begun with it");
        }
        if (!launch.fhirServer().equals(server.client().getId())) {
            throw invalid.because("registered for another FHIR server");
        }
        try {
            checkUser(launch, person);
        } catch (LaunchRules.WrongUserException e) {
            if (launch.singleUse() && rules.isPresent() && (e.isFault() || isSingleSignOn)) {
                reservation.release(challenge, LaunchBrowser.of(login));
            } else if (launch.singleUse()) {
                store.consume(reference);
            }
            throw InvalidLaunch.forAnotherUser(e.getMessage(), e.isFault());
        }
        return launch.singleUse() ? store.consume(reference).orElseThrow(() -> invalid.because("used")) : launch;
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
     * Keycloak notes by which identity provider a login went. The notes are this login's own: what an earlier login left in
     * the user's session doesn't count.
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
     * Where the EHR doesn't say who may redeem the launch, a patient still gets no other patient's: nor does somebody whose
     * {@code fhirUser} can't be told to be anybody on this server, and might be a patient's.
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
