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
 * If a realm rotates refresh tokens, only the newest token of a grant, and the one that it came from, may be used (RFC
 * 9700 section 4.14.2). Keycloak 26.7 compares the seconds in which tokens were issued, so if three follow one another
 * within a second, it takes the first for a new one. Here the newest is known by its id (keycloak#50999).
 */
final class RotationGuard extends TokenManager {

    /**
     * A note of the client session for each grant: the second in which its newest refresh token was issued, and the
     * token's id. If the realm permits tokens to be reused, each use gives another token, and all from the same second
     * count as the newest. Keycloak accepts any of these, and refuses those from an earlier second.
     */
    private static final String NEWEST = "smart_newest_refresh_token.";

    private static final String SEPARATOR = " ";

    /** Records a token that was just made. */
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

    /** Whether a token has already been replaced by a newer one; false if nothing is known about the grant's tokens. */
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
