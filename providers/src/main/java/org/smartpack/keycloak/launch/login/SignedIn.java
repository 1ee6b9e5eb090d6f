/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.login;

import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.sessions.RootAuthenticationSessionModel;

import org.smartpack.keycloak.launch.kind.IntendedUser;
import org.smartpack.keycloak.launch.store.LaunchHold;

/** The user's session in the browser that sent this request. */
final class SignedIn {

    private static final Logger LOG = Logger.getLogger(SignedIn.class);

    private SignedIn() {}

    /** The session of a user for whom the login's launch is not; empty for a login without a launch. */
    static Optional<UserSessionModel> ofAnother(KeycloakSession session, AuthenticationSessionModel login) {
        return LaunchHold.of(session, login)
                .flatMap(hold -> current(session))
                .filter(signedIn -> IntendedUser.isAnother(session, login, signedIn));
    }

    private static Optional<UserSessionModel> current(KeycloakSession session) {
        AuthResult found = AuthenticationManager.authenticateIdentityCookie(
                session, session.getContext().getRealm(), true);
        return Optional.ofNullable(found).map(AuthResult::session);
    }

    /**
     * Ends a session if it is this browser's, as a logout does: its tokens are worth nothing afterwards, apps are told
     * by back channel, and so is an identity provider that supports it. Offline grants are no part of it.
     *
     * @param id the id of the session
     * @return whether the session has ended; empty if the browser has another session, or none
     */
    static Optional<UserSessionModel> end(KeycloakSession session, String id) {
        Optional<UserSessionModel> ending =
                current(session).filter(signedIn -> signedIn.getId().equals(id));
        ending.ifPresent(signedIn -> end(session, signedIn));
        return ending;
    }

    private static void end(KeycloakSession session, UserSessionModel signedIn) {
        RealmModel realm = session.getContext().getRealm();
        LOG.debugf("Realm %s: a session ends for another user's launch", realm.getName());
        new EventBuilder(realm, session, session.getContext().getConnection())
                .event(EventType.LOGOUT)
                .user(signedIn.getUser())
                .session(signedIn)
                .detail(Details.REASON, "a launch for another user began in this browser")
                .success();
        RootAuthenticationSessionModel browser =
                new AuthenticationSessionManager(session).getCurrentRootAuthenticationSession(realm);
        // Removes what the other user has begun in this browser, too: it must not continue as somebody else's.
        AuthenticationManager.backchannelLogout(session, signedIn, true);
        if (browser != null && !browser.getId().equals(signedIn.getId())) {
            session.authenticationSessions().removeRootAuthenticationSession(realm, browser);
        }
        AuthenticationManager.expireIdentityCookie(session);
        AuthenticationManager.expireRememberMeCookie(session);
    }
}
