/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Map;
import java.util.Set;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.utils.OAuth2Code;
import org.keycloak.protocol.oidc.utils.OAuth2CodeParser;
import org.keycloak.services.managers.UserSessionManager;

import org.smartpack.keycloak.launch.store.AfterRequest;

/**
 * Remembers which authorization codes were redeemed. RFC 6749 section 4.1.2: a code that is used more than once "SHOULD
 * revoke (when possible) all tokens previously issued based on that authorization code".
 *
 * <p>A code has three parts, {@code <random>.<user session>.<client>}, of which only the first is secret. If Keycloak
 * doesn't know that part, it ends the client session that the other two name, so anybody who knows these could log a
 * user out of an app. Here a code ends something only if exactly that code was redeemed before, and if it comes from
 * its own client with the right verifier and redirect URI. It then ends the client's access in that user session,
 * including offline access.
 */
final class UsedCodes {

    private static final String PREFIX = "smart-used-code:";
    private static final String ISSUED = ":issued";
    private static final String REPLAYED = ":replayed";

    /**
     * How long a replay is recognised, in seconds. The tokens from an older code have long been refreshed or have
     * expired.
     */
    private static final long SECONDS = 3600;

    private final KeycloakSession session;
    private final SingleUseObjectProvider store;
    private final RealmModel realm;
    private final ClientModel client;
    private final String[] parts;
    private final String code;
    private final Set<String> claimed;
    private String marker = "";

    UsedCodes(KeycloakSession session, ClientModel client, String code, MultivaluedMap<String, String> form) {
        this.session = session;
        this.store = session.singleUseObjects();
        this.realm = session.getContext().getRealm();
        this.client = client;
        this.parts = code.split("\\.", 3);
        this.code = code;
        this.claimed = CodeProof.claimed(code, form);
    }

    /** Begins to redeem the code; false if this isn't its first use, or the client may not redeem it. */
    boolean begin() {
        if (parts.length < 3 || !parts[2].equals(client.getId())) {
            return false;
        }
        Map<String, String> stored = store.get(OAuth2CodeParser.CACHE_KEY_PREFIX + parts[0]);
        if (stored != null) {
            OAuth2Code data = OAuth2Code.deserializeCode(stored);
            if (!isWhole(data)) {
                return false;
            }
            marker = PREFIX + CodeProof.issued(code, data);
            // The marker of a code that was redeemed is gone, and this request may have read the code before.
            if (store.putIfAbsent(marker, SECONDS) && !store.contains(marker + ISSUED)) {
                return true;
            }
        }
        claimed.stream().map(proof -> PREFIX + proof).filter(this::isUsed).forEach(this::replayed);
        return false;
    }

    /** Asks in the order in which {@link #finish()} takes one away after adding the other. */
    private boolean isUsed(String used) {
        return store.contains(used) || store.contains(used + ISSUED);
    }

    private void replayed(String used) {
        marker = used;
        store.putIfAbsent(marker + REPLAYED, SECONDS);
        endWhatWasIssued();
    }

    /** Codes from a node with an older Keycloak don't name the client. */
    private boolean isWhole(OAuth2Code data) {
        return parts[1].equals(data.getUserSessionId())
                && (data.getClientUUID() == null || client.getId().equals(data.getClientUUID()));
    }

    /**
     * Must be called when tokens have been made; false if the same code was used again meanwhile, which ends the
     * access.
     */
    boolean finish() {
        if (store.putIfAbsent(marker + ISSUED, SECONDS)) {
            AfterRequest.onFailure(session, () -> store.remove(marker + ISSUED));
            // The one entry says everything from now on.
            AfterRequest.onSuccess(session, () -> store.remove(marker));
        }
        if (store.contains(marker + REPLAYED)) {
            endWhatWasIssued();
            return false;
        }
        return true;
    }

    private void endWhatWasIssued() {
        if (!store.contains(marker + ISSUED)) {
            return;
        }
        String userSessionId = parts[1];
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
