/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.redeem;

import java.util.Optional;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.RegisteredLaunch;
import org.smartpack.keycloak.launch.app.SmartApp;
import org.smartpack.keycloak.launch.rules.InvalidLaunch;
import org.smartpack.keycloak.launch.rules.LaunchRefused;
import org.smartpack.keycloak.launch.rules.LaunchRules;
import org.smartpack.keycloak.launch.store.GrantStore;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.launch.store.WaitingGrant;
import org.smartpack.keycloak.scope.ScopeList;

/**
 * Decides at the end of a SMART app's login which context its grant gets, and takes the launch context out of the
 * store. The user is known now: the launch may be for somebody else (LCTX-22), and a patient who is the user needs no
 * EHR (SMART-LAUNCH-5).
 */
public final class GrantDecision {

    private static final String PATIENT = "Patient";

    private final KeycloakSession session;
    private final AuthenticationSessionModel login;
    private final UserSessionModel user;
    private final ClientSessionContext clientSession;

    public GrantDecision(
            KeycloakSession session,
            AuthenticationSessionModel login,
            UserSessionModel user,
            ClientSessionContext clientSession) {
        this.session = session;
        this.login = login;
        this.user = user;
        this.clientSession = clientSession;
    }

    private ScopeList granted() {
        return ScopeList.of(clientSession.getScopeString());
    }

    /** Makes the grant wait for its code; does nothing for a login that isn't a SMART app's. */
    public void make() throws LaunchRefused {
        String serverId = LaunchNotes.read(login, LaunchNotes.FHIR_SERVER);
        if (serverId == null) {
            checkNothingGranted();
            return;
        }
        FhirServer server = FhirServers.of(session)
                .withId(serverId)
                .filter(found -> LaunchNotes.base(found).equals(LaunchNotes.read(login, LaunchNotes.FHIR_BASE)))
                .orElseThrow(() -> new LaunchRefused(
                        OAuthErrorException.INVALID_REQUEST,
                        "aud is not the base URL of a FHIR server of this realm",
                        "the FHIR server was disabled, removed or given another base URL during the login"));
        String challenge = login.getClientNote(OIDCLoginProtocol.CODE_CHALLENGE_PARAM);
        GrantStore grants = new GrantStore(session);
        if (grants.isTaken(login.getClient(), user, challenge)) {
            checkSameAgain(grants, server, challenge);
            return;
        }
        if (!grants.keep(login.getClient(), user, challenge, waiting(server))) {
            throw reusedChallenge();
        }
    }

    private WaitingGrant waiting(FhirServer server) throws LaunchRefused {
        return new WaitingGrant(decide(server), scope(), FhirUsers.of(session).find(user.getUser(), server));
    }

    /**
     * Nothing was checked when this login began: it was no SMART app's request, or it began at another place than the
     * authorization endpoint. Default scopes could still give it access.
     */
    private void checkNothingGranted() throws LaunchRefused {
        if (LaunchRules.of(session, login.getClient()).isPresent()) {
            throw new LaunchRefused(
                    OAuthErrorException.INVALID_REQUEST,
                    InvalidLaunch.LAUNCH_NEEDED,
                    "this app is only logged in to with a launch");
        }
        boolean hasDefaults = login.getClient().getClientScopes(true).keySet().stream()
                .anyMatch(name -> ScopeList.of(name).areForApps());
        if (hasDefaults && granted().areForApps() && FhirServers.of(session).governRealm()) {
            throw new LaunchRefused(
                    OAuthErrorException.INVALID_REQUEST,
                    "SMART apps name the scopes that they need, and the FHIR server in aud",
                    "default scopes of the client would give SMART access to a request that asked for none");
        }
    }

    /** A login that was answered twice, without an EHR: the user is the same, so is the grant. */
    private void checkSameAgain(GrantStore grants, FhirServer server, String challenge) throws LaunchRefused {
        boolean isLaunch = LaunchNotes.read(login, LaunchNotes.LAUNCH) != null;
        if (isLaunch || !grants.keep(login.getClient(), user, challenge, waiting(server))) {
            throw reusedChallenge();
        }
    }

    private static LaunchRefused reusedChallenge() {
        return new LaunchRefused(
                OAuthErrorException.INVALID_REQUEST,
                "code_challenge was used before",
                "another grant of this app and session waits under the same code_challenge");
    }

    /** What Keycloak will write into the code. */
    private String scope() {
        return Optional.ofNullable(login.getClientNote(OIDCLoginProtocol.SCOPE_PARAM))
                .orElse("");
    }

    private GrantContext decide(FhirServer server) throws LaunchRefused {
        Optional<LaunchRules> rules = LaunchRules.of(session, login.getClient());
        if (rules.isEmpty() && !granted().isEhrLaunch()) {
            return grant(server, LaunchContext.EMPTY);
        }
        LaunchRedemption redemption = redemption(server, rules);
        RegisteredLaunch launch = redemption.check(
                rules.isPresent() ? Optional.empty() : FhirUsers.of(session).find(user.getUser(), server));
        GrantContext grant;
        try {
            grant = rules.isPresent() ? byProfile(server, launch) : grant(server, launch.context());
        } catch (LaunchRefused refused) {
            redemption.refuse(launch);
            throw refused;
        }
        redemption.redeem(launch);
        return grant;
    }

    private GrantContext grant(FhirServer server, LaunchContext launched) throws LaunchRefused {
        ScopeList granted = granted();
        Optional<FhirReference> person = FhirUsers.of(session).find(user.getUser(), server);
        LaunchContext context = granted.needsPatient() && launched.patient().isEmpty()
                ? launched.with(LaunchContext.PATIENT, ownRecord(person))
                : launched;
        Optional<String> own = person.filter(who -> who.type().equals(PATIENT)).map(FhirReference::id);
        return new GrantContext(
                ReleasedContext.of(context, granted, server, SmartApp.of(login.getClient())),
                server.client().getId(),
                server.baseUrl(),
                granted.has(FhirUser.ATTRIBUTE)
                        ? FhirUsers.of(session).find(user.getUser()).map(FhirUser::url)
                        : Optional.empty(),
                own.isPresent() && own.equals(context.patient()),
                false);
    }

    /** The user is who the launch is for, however the profile found that out. */
    private static GrantContext byProfile(FhirServer server, RegisteredLaunch launch) {
        return new GrantContext(
                launch.context(),
                server.client().getId(),
                server.baseUrl(),
                launch.user().map(FhirReference::toString),
                false,
                true);
    }

    private LaunchRedemption redemption(FhirServer server, Optional<LaunchRules> rules) throws LaunchRefused {
        // Keycloak has moved this note from the login to here.
        boolean isSingleSignOn =
                "true".equals(clientSession.getClientSession().getNote(AuthenticationManager.SSO_AUTH));
        return new LaunchRedemption(session, login, user.getUser(), server, rules, isSingleSignOn);
    }

    /** A user who is a patient of that FHIR server gets their own record; nobody else is given a patient by default. */
    private static String ownRecord(Optional<FhirReference> person) throws LaunchRefused {
        return person.filter(who -> who.type().equals(PATIENT))
                .map(FhirReference::id)
                .orElseThrow(() -> new LaunchRefused(
                        OAuthErrorException.ACCESS_DENIED,
                        "There is no patient in the launch context",
                        "patient/ scopes or launch/patient without a patient in context"));
    }
}
