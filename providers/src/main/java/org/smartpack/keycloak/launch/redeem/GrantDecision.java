/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.redeem;

import java.util.Optional;

import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.launch.AccessPeriod;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.kind.EndedLogin;
import org.smartpack.keycloak.launch.kind.IntendedUser;
import org.smartpack.keycloak.launch.kind.LaunchKind;
import org.smartpack.keycloak.launch.store.GrantStore;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.launch.store.NotedServer;
import org.smartpack.keycloak.launch.store.WaitingGrant;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * Decides at the end of a login whether the app gets a code, and stores the grant until that code is redeemed. The
 * {@link LaunchKind} decides on the context of the grant.
 */
public final class GrantDecision {

    private final KeycloakSession session;
    private final AuthenticationSessionModel login;
    private final UserSessionModel user;
    private final ClientSessionContext clientSession;
    private final Optional<FhirReference> person;
    private final ClientModel app;
    private final String challenge;
    private final GrantStore grants;

    /** @param person who the user is on the FHIR server that the request named; empty for an unknown user */
    public GrantDecision(
            KeycloakSession session,
            AuthenticationSessionModel login,
            UserSessionModel user,
            ClientSessionContext clientSession,
            Optional<FhirReference> person) {
        this.session = session;
        this.login = login;
        this.user = user;
        this.clientSession = clientSession;
        this.person = person;
        this.app = login.getClient();
        this.challenge = login.getClientNote(OIDCLoginProtocol.CODE_CHALLENGE_PARAM);
        this.grants = new GrantStore(session);
    }

    /**
     * Makes the decision. For a login that isn't a SMART app's, no grant is stored.
     *
     * @throws Refusal if no code may be issued
     */
    public void make() throws Refusal {
        if (!NotedServer.isIn(login)) {
            new UncheckedLogin(session, app, clientSession).check();
            return;
        }
        FhirServer server = findServer();
        checkLaunchesOnce();
        EndedLogin ended = end(server);
        Optional<AccessPeriod> period = new PeriodDecision(session, ended, user).make();
        GrantContext grant = LaunchKind.of(session, app, ended.granted()).end(ended);
        if (LaunchKind.isRequired(session, app)) {
            grant.fhirUser().ifPresent(person -> IntendedUser.remember(user, server, person));
        }
        keep(new WaitingGrant(grant, scope(), ended.person(), period, Time.currentTimeSeconds()));
    }

    /** The FHIR server that the request named, if it still exists with the same base URL. */
    private FhirServer findServer() throws Refusal {
        return NotedServer.find(session, login)
                .orElseThrow(() -> Refusal.of(
                        OAuthError.INVALID_REQUEST,
                        "aud is not the base URL of a FHIR server of this realm",
                        "the FHIR server was disabled, removed or given another base URL during the login"));
    }

    /** A login with a launch must not end twice. One without may, because user and grant are the same both times. */
    private void checkLaunchesOnce() throws Refusal {
        boolean isLaunch = LaunchNotes.read(login, LaunchNotes.LAUNCH) != null;
        if (isLaunch && grants.isTaken(app, user, challenge)) {
            throw reusedChallenge();
        }
    }

    private EndedLogin end(FhirServer server) {
        return new EndedLogin(
                session,
                login,
                user.getUser(),
                person,
                server,
                RequestedScopes.of(clientSession.getScopeString()),
                // Keycloak has moved this note from the login to here.
                "true".equals(clientSession.getClientSession().getNote(AuthenticationManager.SSO_AUTH)));
    }

    private void keep(WaitingGrant grant) throws Refusal {
        if (!grants.keep(app, user, challenge, grant)) {
            throw reusedChallenge();
        }
    }

    private static Refusal reusedChallenge() {
        return Refusal.of(
                OAuthError.INVALID_REQUEST,
                "code_challenge was used before",
                "another grant of this app and session waits under the same code_challenge");
    }

    /** The scope that Keycloak will store with the code. */
    private String scope() {
        return Optional.ofNullable(login.getClientNote(OIDCLoginProtocol.SCOPE_PARAM))
                .orElse("");
    }
}
