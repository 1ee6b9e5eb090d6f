/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

import java.util.List;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;

/**
 * Where a realm rotates refresh tokens, only the newest token of a grant and the one that it came from may be used (RFC
 * 9700 section 4.14.2). Keycloak 26.7 goes by the second in which tokens were issued: of three that followed one
 * another within a second it takes the first for a new one. Here the newest is known by its id (keycloak#50999).
 */
final class RotationGuard extends TokenManager {

    /**
     * A note of the client session, one for each grant: the second in which its newest refresh token was issued, and
     * the id. If the realm permits it to use a token again, each use gives a token, and of one second all are the
     * newest: Keycloak goes on with any of them, and refuses those of an earlier second.
     */
    private static final String NEWEST = "smart_newest_refresh_token.";

    private static final String SEPARATOR = " ";

    /** Remembers a token that was just made. */
    static void newest(RealmModel realm, AuthenticatedClientSessionModel clientSession, RefreshToken token) {
        if (!realm.isRevokeRefreshToken()) {
            return;
        }
        String grant = new RotationGuard().getReuseIdKey(token);
        String second = token.getIat().toString();
        String before = clientSession.getNote(NEWEST + grant);
        boolean isBeside = clientSession.getRefreshTokenUseCount(grant) > 1
                && before != null
                && before.startsWith(second + SEPARATOR);
        clientSession.setNote(NEWEST + grant, (isBeside ? before : second) + SEPARATOR + token.getId());
    }

    /** Whether a token was followed by another one already. Not so where nothing is known of the grant's tokens. */
    static boolean isStale(AccessToken token, AuthenticatedClientSessionModel clientSession) {
        String grant = new RotationGuard().getReuseIdKey(token);
        String used = clientSession.getRefreshToken(grant);
        String newest = clientSession.getNote(NEWEST + grant);
        return used != null
                && newest != null
                && !used.equals(token.getId())
                && !List.of(newest.split(SEPARATOR)).contains(token.getId())
                && token.getIat() <= clientSession.getRefreshTokenLastRefresh(grant);
    }

    @Override
    public void validateTokenReuse(
            KeycloakSession session,
            RealmModel realm,
            AccessToken token,
            AuthenticatedClientSessionModel clientSession,
            boolean isRefresh)
            throws OAuthErrorException {
        if (isStale(token, clientSession)) {
            throw KeycloakAnswer.refresh(Refusal.because(OAuthError.INVALID_GRANT, "Stale token"));
        }
        super.validateTokenReuse(session, realm, token, clientSession, isRefresh);
    }
}
