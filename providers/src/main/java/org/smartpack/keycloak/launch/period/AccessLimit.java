/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.period;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.SessionExpirationUtils;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.launch.AccessPeriod;

/**
 * How long Keycloak's own settings let the access of a login last: those of the realm's sessions, of the client, and,
 * for online access, of "remember me". Keycloak itself computes it; here it is only asked in time.
 *
 * @param isOffline whether the access goes on when the user has signed out
 * @param seconds how long from now at most; empty for no such limit
 * @param idleSeconds how long the app may leave the access unused
 */
public record AccessLimit(boolean isOffline, OptionalLong seconds, long idleSeconds) {

    /** For a login that isn't finished. The user may have a session already, whose time is running. */
    public static AccessLimit of(KeycloakSession session, AuthenticationSessionModel login, boolean isOffline) {
        RealmModel realm = login.getRealm();
        UserSessionModel running = session.sessions()
                .getUserSession(realm, login.getParentSession().getId());
        if (running == null || !AuthenticationManager.isSessionValid(realm, running)) {
            boolean isRemembered = Boolean.parseBoolean(login.getAuthNote(Details.REMEMBER_ME));
            return of(login.getClient(), isOffline, isRemembered, now(), now());
        }
        return of(session, running, login.getClient(), isOffline);
    }

    /** For a login in a session that is running. */
    public static AccessLimit of(
            KeycloakSession session, UserSessionModel running, ClientModel client, boolean isOffline) {
        UserSessionModel user = isOffline && isLimited(running.getRealm(), client)
                ? session.sessions().getOfflineUserSession(running.getRealm(), running.getId())
                : running;
        // Offline access begins now, unless the app has such access in this session already.
        boolean beginsNow = user == null || isOffline && user == running;
        return of(
                client,
                isOffline,
                running.isRememberMe(),
                beginsNow ? now() : user.getStarted(),
                beginsNow ? now() : started(user, client));
    }

    /** Whether offline access has a limit other than its idle time; if not, nothing has to be looked up. */
    private static boolean isLimited(RealmModel realm, ClientModel client) {
        return of(client, true, false, now(), now()).seconds().isPresent();
    }

    private static long started(UserSessionModel user, ClientModel client) {
        AuthenticatedClientSessionModel access = user.getAuthenticatedClientSessionByClient(client.getId());
        return access == null || !AuthenticationManager.isClientSessionValid(user.getRealm(), client, user, access)
                ? now()
                : access.getStarted();
    }

    /** From when the sessions began, in seconds since 1970. */
    static AccessLimit of(
            ClientModel client, boolean isOffline, boolean isRemembered, long userStarted, long clientStarted) {
        RealmModel realm = client.getRealm();
        long end = SessionExpirationUtils.calculateClientSessionMaxLifespanTimestamp(
                isOffline, isRemembered, millis(clientStarted), millis(userStarted), realm, client);
        long idle = Math.min(
                SessionExpirationUtils.calculateClientSessionIdleTimestamp(isOffline, isRemembered, 0, realm, client),
                SessionExpirationUtils.calculateUserSessionIdleTimestamp(isOffline, isRemembered, 0, realm));
        return new AccessLimit(
                isOffline,
                end > 0 ? OptionalLong.of(Math.max(0, seconds(end) - now())) : OptionalLong.empty(),
                seconds(idle));
    }

    /** Whether a period ends no later than this. */
    public boolean allows(AccessPeriod period) {
        return seconds.isEmpty() || period.seconds() <= seconds.getAsLong();
    }

    private static long now() {
        return Time.currentTimeSeconds();
    }

    private static long millis(long seconds) {
        return TimeUnit.SECONDS.toMillis(seconds);
    }

    private static long seconds(long millis) {
        return TimeUnit.MILLISECONDS.toSeconds(millis);
    }
}
