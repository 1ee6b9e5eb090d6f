/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.Optional;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.scope.ScopeList;

/**
 * Decides at the end of a SMART app's login which context its grant gets, and takes the launch context out of the store.
 * The user is known now: the launch may be for somebody else (LCTX-22), and a patient who is the user needs no EHR
 * (SMART-LAUNCH-5).
 */
final class GrantDecision {

    private final KeycloakSession session;
    private final AuthenticationSessionModel login;
    private final UserSessionModel user;
    private final ScopeList granted;

    GrantDecision(
            KeycloakSession session,
            AuthenticationSessionModel login,
            UserSessionModel user,
            ClientSessionContext granted) {
        this.session = session;
        this.login = login;
        this.user = user;
        this.granted = ScopeList.of(granted.getScopeString());
    }

    /** Makes the grant wait for its code; does nothing for a login that isn't a SMART app's. */
    void make() throws LaunchRefused {
        String serverId = LaunchNotes.read(login, LaunchNotes.FHIR_SERVER);
        if (serverId == null) {
            return;
        }
        FhirServer server = FhirServers.of(session)
                .withId(serverId)
                .orElseThrow(() -> new LaunchRefused(
                        OAuthErrorException.INVALID_REQUEST,
                        "aud is not the base URL of a FHIR server of this realm",
                        "the FHIR server was disabled or removed during the login"));
        String challenge = login.getClientNote(OIDCLoginProtocol.CODE_CHALLENGE_PARAM);
        GrantStore grants = new GrantStore(session);
        if (grants.isTaken(login.getClient(), user, challenge)) {
            checkSameAgain(grants, server, challenge);
            return;
        }
        if (!grants.keep(login.getClient(), user, challenge, decide(server, challenge))) {
            throw reusedChallenge();
        }
    }

    /** A login that was answered twice, without an EHR: the user is the same, so is the grant. */
    private void checkSameAgain(GrantStore grants, FhirServer server, String challenge) throws LaunchRefused {
        boolean isLaunch = LaunchNotes.read(login, LaunchNotes.LAUNCH) != null;
        if (isLaunch || !grants.keep(login.getClient(), user, challenge, decide(server, challenge))) {
            throw reusedChallenge();
        }
    }

    private static LaunchRefused reusedChallenge() {
        return new LaunchRefused(
                OAuthErrorException.INVALID_REQUEST,
                "code_challenge was used before",
                "another grant of this app and session waits under the same code_challenge");
    }

    private GrantContext decide(FhirServer server, String challenge) throws LaunchRefused {
        Optional<FhirUser> fhirUser = FhirUser.of(user.getUser());
        LaunchContext context = launched(server, challenge, fhirUser);
        if (granted.needsPatient() && context.patient().isEmpty()) {
            context = context.with(LaunchContext.PATIENT, ownRecord(server, fhirUser));
        }
        return new GrantContext(
                ReleasedContext.of(context, granted, server, SmartApp.of(login.getClient())),
                server.client().getId(),
                fhirUser.map(FhirUser::url));
    }

    private LaunchContext launched(FhirServer server, String challenge, Optional<FhirUser> fhirUser)
            throws LaunchRefused {
        String reference = LaunchNotes.read(login, LaunchNotes.LAUNCH);
        if (reference == null) {
            return LaunchContext.EMPTY;
        }
        LaunchStore store = new LaunchStore(session);
        RegisteredLaunch launch = store.find(reference).orElseThrow(() -> invalid("used, or the login took too long"));
        if (launch.singleUse() && !store.isReservedFor(reference, challenge)) {
            throw invalid("another login has begun with it");
        }
        if (!launch.fhirServer().equals(server.client().getId())) {
            throw invalid("registered for another FHIR server");
        }
        Optional<FhirReference> who = fhirUser.flatMap(found -> found.on(server));
        if (launch.user().isPresent() && !launch.user().equals(who)) {
            throw new LaunchRefused(
                    OAuthErrorException.ACCESS_DENIED,
                    "This launch is for another user",
                    InvalidLaunch.REASON + "registered for another user");
        }
        return launch.singleUse()
                ? store.consume(reference).orElseThrow(() -> invalid("used")).context()
                : launch.context();
    }

    private static LaunchRefused invalid(String cause) {
        return new LaunchRefused(
                OAuthErrorException.INVALID_REQUEST, InvalidLaunch.DESCRIPTION, InvalidLaunch.REASON + cause);
    }

    /** A user who is a patient of that FHIR server gets their own record; nobody else is given a patient by default. */
    private static String ownRecord(FhirServer server, Optional<FhirUser> fhirUser) throws LaunchRefused {
        return fhirUser.flatMap(found -> found.on(server))
                .filter(reference -> reference.type().equals("Patient"))
                .map(FhirReference::id)
                .orElseThrow(() -> new LaunchRefused(
                        OAuthErrorException.ACCESS_DENIED,
                        "There is no patient in the launch context",
                        "patient/ scopes or launch/patient without a patient in context"));
    }
}
