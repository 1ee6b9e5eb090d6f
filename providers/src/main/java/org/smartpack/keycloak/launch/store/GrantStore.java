/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.util.Map;
import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserSessionModel;

/**
 * Stores a grant until its authorization code is redeemed. The pack doesn't know the code when Keycloak issues it, so
 * the grant is found by who redeems it: client, user session and PKCE challenge. Two different grants can't wait under
 * the same challenge in one session.
 */
public final class GrantStore {

    private static final String PREFIX = "smart-grant:";
    private static final String LOCK = ":lock";
    private static final int MARGIN_SECONDS = 60;

    private final KeycloakSession session;
    private final SingleUseObjectProvider store;
    private final RealmModel realm;

    public GrantStore(KeycloakSession session) {
        this.session = session;
        this.store = session.singleUseObjects();
        this.realm = session.getContext().getRealm();
    }

    /** Stores a grant for a code; false if another grant waits under the same challenge. */
    public boolean keep(ClientModel client, UserSessionModel user, String challenge, WaitingGrant grant) {
        String key = key(client, user, challenge);
        Map<String, String> notes = grant.toNotes();
        long seconds = (long) realm.getAccessCodeLifespan() + MARGIN_SECONDS;
        if (store.putIfAbsent(key + LOCK, seconds)) {
            // If the request fails, no code is issued.
            AfterRequest.onFailure(session, () -> store.remove(key + LOCK));
            store.put(key, seconds, notes);
            return true;
        }
        // The first one's time counts: it ends earlier.
        return Optional.ofNullable(store.get(key)).filter(grant::isSame).isPresent();
    }

    /** Whether a grant waits under the challenge. */
    public boolean isTaken(ClientModel client, UserSessionModel user, String challenge) {
        return store.contains(key(client, user, challenge) + LOCK);
    }

    /** Takes the grant of a code that was issued for a scope. Of any number of simultaneous callers, one gets it. */
    public Optional<WaitingGrant> take(ClientModel client, UserSessionModel user, String challenge, String scope) {
        String key = key(client, user, challenge);
        Optional<WaitingGrant> waiting = Optional.ofNullable(store.get(key)).flatMap(WaitingGrant::ofNotes);
        if (waiting.filter(grant -> grant.scope().equals(scope)).isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> taken = store.remove(key);
        if (taken == null) {
            return Optional.empty();
        }
        store.remove(key + LOCK);
        return WaitingGrant.ofNotes(taken);
    }

    private static String key(ClientModel client, UserSessionModel user, String challenge) {
        return PREFIX + client.getId() + ":" + user.getId() + ":" + challenge;
    }
}
