/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.login;

import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.LoginProtocol.Error;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.TokenUtil;

/**
 * Makes Keycloak's authorization endpoint use {@link SmartLoginProtocol}. The endpoint creates the protocol object
 * itself instead of asking the factory, and with {@code prompt=none} that object ends the login. Public, because the
 * server's REST layer calls it.
 */
public final class SmartAuthorizationEndpoint extends AuthorizationEndpoint {

    SmartAuthorizationEndpoint(KeycloakSession session, EventBuilder event) {
        super(session, event);
    }

    @Override
    public Object authorizeDevice() {
        // Null if the device flow is disabled on the server.
        return super.authorizeDevice() == null ? null : new SmartDeviceEndpoint(session, event);
    }

    @Override
    protected Response handleBrowserAuthenticationRequest(
            AuthenticationSessionModel login, LoginProtocol protocol, boolean isPassive, boolean redirect) {
        boolean isRouted = LaunchLogin.route(login, session.getContext().getUri());
        if (SignedIn.ofAnother(session, login).isEmpty()) {
            return super.handleBrowserAuthenticationRequest(login, protocol(), isPassive, redirect || isRouted);
        }
        return isPassive ? protocol().sendError(login, Error.PASSIVE_LOGIN_REQUIRED, null) : pause(login);
    }

    private SmartLoginProtocol protocol() {
        return new SmartLoginProtocol(session, realm, session.getContext().getUri(), headers, event);
    }

    /** Asks whether the session of another user may end (LCTX-22a). */
    private Response pause(AuthenticationSessionModel login) {
        PausedLogin.usePushedRequest(session, login);
        return AnotherUserPage.redirect(session, login);
    }

    /** The same at the end of a login, which Keycloak has removed by then: another one waits in its place. */
    Response pauseEnded(AuthenticationSessionModel login) {
        PausedLogin paused = PausedLogin.of(login);
        AuthenticationSessionModel waiting = createAuthenticationSession(paused.app(), null);
        resume(paused, waiting);
        return AnotherUserPage.redirect(session, waiting);
    }

    /** Ends the other user's session if it is still there, and continues with the login that waited for it. */
    Response change(PausedLogin paused) {
        check(paused);
        Optional<UserSessionModel> ended = SignedIn.end(session, paused.signedIn());
        if (ended.isEmpty()) {
            // Somebody else may be signed in by now.
            return goOn(paused);
        }
        // With a new id, which becomes that of the new session: the tokens of the other user have the old one.
        AuthenticationSessionModel login = new AuthenticationSessionManager(session)
                .createAuthenticationSession(realm, true)
                .createAuthenticationSession(paused.app());
        resume(paused, login);
        if (ended.get().getNote(Details.IDENTITY_PROVIDER) != null) {
            // The identity provider would sign the same user in again without asking.
            askForLogin(login);
        }
        return super.handleBrowserAuthenticationRequest(login, protocol(), false, true);
    }

    /** Continues with a login that waited. */
    Response goOn(PausedLogin paused) {
        check(paused);
        AuthenticationSessionModel login = createAuthenticationSession(paused.app(), null);
        resume(paused, login);
        return handleBrowserAuthenticationRequest(login, protocol(), false, true);
    }

    /** Ends a login that waited, with the error of a refused consent. Nobody's session ends. */
    Response turnBack(PausedLogin paused) {
        check(paused);
        AuthenticationSessionModel login = createAuthenticationSession(paused.app(), null);
        resume(paused, login);
        event.error(Errors.REJECTED_BY_USER);
        return protocol().turnBack(login);
    }

    private void check(PausedLogin paused) {
        checkSsl();
        checkRealm();
        session.getContext().setClient(paused.app());
        event.client(paused.app()).detail(Details.REDIRECT_URI, paused.redirectUri());
    }

    private void resume(PausedLogin paused, AuthenticationSessionModel login) {
        paused.resume(login);
        session.getContext().setClient(paused.app());
        session.getContext().setAuthenticationSession(login);
    }

    private static void askForLogin(AuthenticationSessionModel login) {
        String prompt = login.getClientNote(OIDCLoginProtocol.PROMPT_PARAM);
        if (!TokenUtil.hasPrompt(prompt, OIDCLoginProtocol.PROMPT_VALUE_LOGIN)) {
            login.setClientNote(
                    OIDCLoginProtocol.PROMPT_PARAM,
                    prompt == null
                            ? OIDCLoginProtocol.PROMPT_VALUE_LOGIN
                            : prompt + " " + OIDCLoginProtocol.PROMPT_VALUE_LOGIN);
        }
    }
}
