/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Which clients of a realm stand for FHIR servers. Keycloak can't be asked that, short of going through all clients; the
 * answer is therefore kept for a while on each node. It is made anew where an administrator changes a client on this node,
 * and on other nodes when a FHIR server is asked for that isn't known, but not again and again. One thread makes it;
 * the others go by the old one meanwhile.
 */
final class FhirServerIndex {

    private static final long LIFE_MILLIS = 30_000;
    private static final long LIFE_OF_NONE_MILLIS = 300_000;
    private static final long RETRY_MILLIS = 5_000;
    private static final String HINT = "smart.fhir.server";
    private static final int MAX_REALMS = 10_000;

    private final Map<String, Entry> realms = new ConcurrentHashMap<>();
    private final Map<String, Lock> loading = new ConcurrentHashMap<>();

    private record Entry(List<String> clients, long made) {

        boolean isOlderThan(long millis) {
            return Time.currentTimeMillis() - made >= millis;
        }
    }

    /** Internal ids. */
    List<String> clients(KeycloakSession session, RealmModel realm) {
        Entry entry = realms.get(realm.getId());
        return entry != null && !entry.isOlderThan(life(entry, realm)) ? entry.clients() : load(session, realm, entry);
    }

    /** Most realms have nothing to do with FHIR: they are looked at rarely, unless they say that there is something. */
    private static long life(Entry entry, RealmModel realm) {
        if (!entry.clients().isEmpty()) {
            return LIFE_MILLIS;
        }
        return realm.getAttribute(HINT) == null ? LIFE_OF_NONE_MILLIS : RETRY_MILLIS;
    }

    /** Lets the other nodes know, by way of Keycloak's own cache of realms, that the realm has a FHIR server now. */
    static void hint(RealmModel realm) {
        if (realm.getAttribute(HINT) == null) {
            realm.setAttribute(HINT, true);
        }
    }

    /** Looks again, unless that was done just now; says whether it did. */
    boolean refresh(KeycloakSession session, RealmModel realm) {
        Entry entry = realms.get(realm.getId());
        if (entry != null && !entry.isOlderThan(RETRY_MILLIS)) {
            return false;
        }
        load(session, realm, entry);
        return true;
    }

    /** Whether the client stood for a FHIR server when the realm was looked at. */
    boolean knows(ClientModel client) {
        Entry entry = realms.get(client.getRealm().getId());
        return entry != null && entry.clients().contains(client.getId());
    }

    void forget(String realmId) {
        realms.remove(realmId);
    }

    private List<String> load(KeycloakSession session, RealmModel realm, Entry old) {
        Lock lock = loading.computeIfAbsent(realm.getId(), missing -> new ReentrantLock());
        if (!lock.tryLock()) {
            if (old != null) {
                return old.clients();
            }
            lock.lock();
        }
        try {
            Entry made = realms.get(realm.getId());
            boolean isByAnother = made != null && made != old;
            return (isByAnother ? made : load(session, realm)).clients();
        } finally {
            lock.unlock();
        }
    }

    private Entry load(KeycloakSession session, RealmModel realm) {
        Entry entry = new Entry(
                session.clients()
                        .getClientsStream(realm)
                        .filter(client -> FhirServer.of(client).isPresent())
                        .map(ClientModel::getId)
                        .sorted()
                        .toList(),
                Time.currentTimeMillis());
        if (realms.size() >= MAX_REALMS) {
            realms.clear();
            loading.clear();
        }
        realms.put(realm.getId(), entry);
        return entry;
    }
}
