/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.login;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.RestartLoginCookie;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequestParserProcessor;
import org.keycloak.protocol.oidc.endpoints.request.RequestUriType;
import org.keycloak.protocol.oidc.par.endpoints.request.AuthzEndpointParParser;
import org.keycloak.protocol.oidc.utils.RedirectUtils;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.launch.store.LaunchReservation;
import org.smartpack.keycloak.launch.store.LaunchStore;

/**
 * A login that waits for an answer on the {@linkplain AnotherUserPage page about another user}, as a value in that
 * page's form: encrypted and signed like the cookie with which Keycloak begins a login again. It survives the end of
 * the other user's session, with which Keycloak removes everything that belongs to the browser. Only the page has it,
 * so it also proves that the answer comes from that page.
 *
 * @param app the app that is logged in to
 * @param redirectUri where the login ends
 * @param notes the notes of the authorization request
 * @param signedIn the id of the session that the page told about
 */
record PausedLogin(ClientModel app, String redirectUri, Map<String, String> notes, String signedIn) {

    private static final String SIGNED_IN = "smart_signed_in";
    private static final String TAB = "smart_tab";
    private static final String UNTIL = "smart_until";

    /** Of the compact serialization (RFC 7516 section 3.1). */
    private static final int JWE_PARTS = 5;

    /** The value for the form. */
    static String write(KeycloakSession session, AuthenticationSessionModel login, UserSessionModel signedIn) {
        RestartLoginCookie value = new RestartLoginCookie(login);
        int seconds = session.getContext().getRealm().getAccessCodeLifespanLogin();
        value.getNotes().put(SIGNED_IN, signedIn.getId());
        value.getNotes().put(TAB, login.getTabId());
        value.getNotes().put(UNTIL, String.valueOf(Time.currentTimeSeconds() + seconds));
        return RestartLoginCookie.encodeAndEncrypt(session, value);
    }

    /**
     * Uses a pushed request up (RFC 9126) that Keycloak would use up at the end of the login: it lives for a minute,
     * and a login that waits may need longer.
     */
    static void usePushedRequest(KeycloakSession session, AuthenticationSessionModel login) {
        String uri = login.getAuthNote(Constants.AUTHORIZATION_REQUEST_URI);
        if (uri != null && AuthorizationEndpointRequestParserProcessor.getRequestUriType(uri) == RequestUriType.PAR) {
            AuthzEndpointParParser.removeRequestObject(session, uri);
        }
    }

    /** A login as it is, for which no page is shown. */
    static PausedLogin of(AuthenticationSessionModel login) {
        Map<String, String> notes = new HashMap<>(login.getClientNotes());
        notes.put(TAB, login.getTabId());
        return new PausedLogin(login.getClient(), login.getRedirectUri(), notes, "");
    }

    /** Empty for anything but a value of {@link #write} that is still valid. */
    static Optional<PausedLogin> read(KeycloakSession session, String value) {
        RealmModel realm = session.getContext().getRealm();
        return Optional.ofNullable(value)
                .filter(PausedLogin::isEncrypted)
                .map(text -> RestartLoginCookie.decryptAndDecode(session, text))
                .filter(known -> known.getNotes().containsKey(SIGNED_IN))
                .filter(known -> Long.parseLong(known.getNotes().get(UNTIL)) >= Time.currentTimeSeconds())
                .flatMap(known -> Optional.ofNullable(realm.getClientByClientId(known.getClientId()))
                        .filter(ClientModel::isEnabled)
                        .map(app -> new PausedLogin(
                                app,
                                known.getRedirectUri(),
                                known.getNotes(),
                                known.getNotes().get(SIGNED_IN))))
                .filter(paused -> paused.isAtHome(session));
    }

    /** The app may have lost the address since. */
    private boolean isAtHome(KeycloakSession session) {
        String requested = notes.get(OIDCLoginProtocol.REDIRECT_URI_PARAM);
        return redirectUri.equals(RedirectUtils.verifyRedirectUri(
                session, app.getRootUrl(), requested, app.getRedirectUris(), false, Set.of()));
    }

    /** Keycloak would take any other token that the realm has signed as well, for instance an access token. */
    private static boolean isEncrypted(String value) {
        return value.split("\\.", -1).length == JWE_PARTS;
    }

    /**
     * Whether this request's browser may continue: nobody can bring another browser to do so, with a value that their
     * own page has (LCTX-21).
     */
    boolean isOfThisBrowser(KeycloakSession session) {
        String reference =
                notes.get(AuthorizationEndpoint.LOGIN_SESSION_NOTE_ADDITIONAL_REQ_PARAMS_PREFIX + LaunchNotes.LAUNCH);
        if (reference == null) {
            return false;
        }
        LaunchReservation reservation = new LaunchReservation(session, reference, app);
        return reservation.isOfThisBrowser()
                || reservation.isOpenToThisBrowser()
                        && new LaunchStore(session).find(reference).isPresent();
    }

    /** Makes a new login the one that waited, and drops that one if it is still there. */
    void resume(AuthenticationSessionModel login) {
        login.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        login.setRedirectUri(redirectUri);
        login.setAction(AuthenticationSessionModel.Action.AUTHENTICATE.name());
        login.setAuthNote(Details.AUTH_TYPE, AuthorizationEndpoint.CODE_AUTH_TYPE);
        notes.forEach(login::setClientNote);
        for (String ours : new String[] {SIGNED_IN, TAB, UNTIL}) {
            login.removeClientNote(ours);
        }
        login.getParentSession().removeAuthenticationSessionByTabId(notes.get(TAB));
    }
}
