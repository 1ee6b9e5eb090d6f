/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Map;

import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.utils.OAuth2Code;
import org.keycloak.protocol.oidc.utils.OAuth2CodeParser;
import org.keycloak.services.managers.UserSessionManager;

/**
 * Remembers which authorization codes were redeemed. RFC 6749 section 4.1.2: a code that is used more than once "SHOULD
 * revoke (when possible) all tokens previously issued based on that authorization code".
 *
 * <p>A code has three parts, {@code <random>.<user session>.<client>}, of which only the first is secret. Keycloak, when it
 * doesn't know that part, ends the client session that the other two name: anybody who knows them could log a user out
 * of an app. Here a code ends something only if it really was one, and only when it comes from the client it was for.
 * What it ends is the client's access in that user session, offline access included.
 */
final class UsedCodes {

    private static final String PREFIX = "smart-used-code:";
    private static final String REPLAYED = "replayed";
    private static final String USER_SESSION = "session";
    private static final String CLIENT = "client";

    /** How long a replay is recognised. What a code older than this was good for is long refreshed or over. */
    private static final long SECONDS = 3600;

    private final KeycloakSession session;
    private final SingleUseObjectProvider store;
    private final RealmModel realm;
    private final ClientModel client;

    UsedCodes(KeycloakSession session, ClientModel client) {
        this.session = session;
        this.store = session.singleUseObjects();
        this.realm = session.getContext().getRealm();
        this.client = client;
    }

    /** Whether the code may be redeemed now, by this client, for the first time. */
    boolean begin(String code) {
        String[] parts = code.split("\\.", 3);
        if (parts.length < 3 || !parts[2].equals(client.getId())) {
            return false;
        }
        String marker = PREFIX + parts[0];
        Map<String, String> stored = store.get(OAuth2CodeParser.CACHE_KEY_PREFIX + parts[0]);
        if (stored == null) {
            endIfReplayed(marker);
            return false;
        }
        OAuth2Code data = OAuth2Code.deserializeCode(stored);
        // Codes of a node with an older Keycloak don't name the client.
        boolean isWhole = parts[1].equals(data.getUserSessionId())
                && (data.getClientUUID() == null || client.getId().equals(data.getClientUUID()));
        if (!isWhole) {
            return false;
        }
        if (!store.putIfAbsent(marker, SECONDS)) {
            endIfReplayed(marker);
            return false;
        }
        return store.replace(marker, Map.of(USER_SESSION, parts[1], CLIENT, client.getId()));
    }

    /** Whether the same code came in again while the first use of it was being answered. */
    boolean wasReplayed(String code) {
        String marker = PREFIX + code.split("\\.", 3)[0];
        Map<String, String> notes = store.get(marker);
        if (notes != null && notes.containsKey(REPLAYED)) {
            end(notes.get(USER_SESSION));
            return true;
        }
        return false;
    }

    private void endIfReplayed(String marker) {
        Map<String, String> notes = store.get(marker);
        if (notes != null && client.getId().equals(notes.get(CLIENT))) {
            String userSession = notes.get(USER_SESSION);
            store.replace(
                    marker,
                    Map.of(USER_SESSION, userSession, CLIENT, client.getId(), REPLAYED, Boolean.TRUE.toString()));
            end(userSession);
        }
    }

    private void end(String userSessionId) {
        UserSessionModel online = session.sessions().getUserSession(realm, userSessionId);
        AuthenticatedClientSessionModel clientSession =
                online == null ? null : online.getAuthenticatedClientSessionByClient(client.getId());
        if (clientSession != null) {
            clientSession.detachFromUserSession();
        }
        UserSessionManager sessions = new UserSessionManager(session);
        UserSessionModel offline = sessions.findOfflineUserSession(realm, userSessionId);
        if (offline != null) {
            sessions.removeClientFromOfflineUserSession(realm, offline, client, offline.getUser());
        }
    }
}
