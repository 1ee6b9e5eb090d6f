/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Which clients of a realm stand for FHIR servers. Keycloak can't be asked that, short of going through all clients; the
 * answer is therefore kept for a while on each node. It is made anew at once where an administrator changes a mapper on
 * this node, and on other nodes when a FHIR server is asked for that isn't known, a second after the last time at the
 * earliest.
 */
final class FhirServerIndex {

    private static final long LIFE_MILLIS = 30_000;
    private static final long RETRY_MILLIS = 1_000;
    private static final int MAX_REALMS = 10_000;

    private final Map<String, Entry> realms = new ConcurrentHashMap<>();

    private record Entry(List<String> clients, long made) {

        boolean isOlderThan(long millis) {
            return Time.currentTimeMillis() - made >= millis;
        }
    }

    /** Internal ids. */
    List<String> clients(KeycloakSession session, RealmModel realm) {
        Entry entry = realms.get(realm.getId());
        return (entry == null || entry.isOlderThan(LIFE_MILLIS) ? load(session, realm) : entry).clients();
    }

    /** Looks again, unless that was done just now; says whether it did. */
    boolean refresh(KeycloakSession session, RealmModel realm) {
        Entry entry = realms.get(realm.getId());
        if (entry != null && !entry.isOlderThan(RETRY_MILLIS)) {
            return false;
        }
        load(session, realm);
        return true;
    }

    void forget(String realmId) {
        realms.remove(realmId);
    }

    private Entry load(KeycloakSession session, RealmModel realm) {
        List<String> clients = session.clients()
                .getClientsStream(realm)
                .filter(client -> FhirServer.of(client).isPresent())
                .map(ClientModel::getId)
                .sorted()
                .toList();
        Entry entry = new Entry(clients, Time.currentTimeMillis());
        if (realms.size() >= MAX_REALMS) {
            realms.clear();
        }
        realms.put(realm.getId(), entry);
        return entry;
    }
}
