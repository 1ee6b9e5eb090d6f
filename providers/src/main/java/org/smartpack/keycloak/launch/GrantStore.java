/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserSessionModel;
import org.keycloak.util.JsonSerialization;

/**
 * Where a grant waits for its authorization code to be redeemed. Nothing of the code that Keycloak makes is known to the
 * pack when the code is issued, so what finds the grant again is who redeems it: client, user session and the PKCE
 * challenge. An app that reuses its challenge in one session can't have two different grants wait at once.
 */
public final class GrantStore {

    private static final String PREFIX = "smart-grant:";
    private static final String LOCK = ":lock";
    private static final String GRANT = "grant";
    private static final String SCOPE = "scope";
    private static final int MARGIN_SECONDS = 60;

    private final SingleUseObjectProvider store;
    private final RealmModel realm;

    public GrantStore(KeycloakSession session) {
        this.store = session.singleUseObjects();
        this.realm = session.getContext().getRealm();
    }

    /**
     * Keeps a grant for a code; false if another grant waits under the same challenge.
     *
     * @param scope the {@code scope} parameter that the code is issued for
     */
    boolean keep(ClientModel client, UserSessionModel user, String challenge, String scope, GrantContext grant) {
        String key = key(client, user, challenge);
        Map<String, String> notes = Map.of(GRANT, json(grant), SCOPE, scope);
        long seconds = (long) realm.getAccessCodeLifespan() + MARGIN_SECONDS;
        if (store.putIfAbsent(key + LOCK, seconds)) {
            store.put(key, seconds, notes);
            return true;
        }
        return notes.equals(store.get(key));
    }

    /** Whether a grant waits under the challenge. */
    boolean isTaken(ClientModel client, UserSessionModel user, String challenge) {
        return store.contains(key(client, user, challenge) + LOCK);
    }

    /** The grant behind a code that was issued for a scope; of any number of simultaneous callers one gets it. */
    public Optional<GrantContext> take(ClientModel client, UserSessionModel user, String challenge, String scope) {
        String key = key(client, user, challenge);
        Map<String, String> waiting = store.get(key);
        if (waiting == null || !scope.equals(waiting.get(SCOPE))) {
            return Optional.empty();
        }
        Map<String, String> taken = store.remove(key);
        if (taken != null) {
            store.remove(key + LOCK);
        }
        return Optional.ofNullable(taken).map(notes -> notes.get(GRANT)).flatMap(GrantStore::grant);
    }

    private static String key(ClientModel client, UserSessionModel user, String challenge) {
        return PREFIX + client.getId() + ":" + user.getId() + ":" + challenge;
    }

    private static String json(GrantContext grant) {
        try {
            return JsonSerialization.writeValueAsString(grant.toClaim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<GrantContext> grant(String json) {
        try {
            return GrantContext.ofClaim(JsonSerialization.readValue(json, Map.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
