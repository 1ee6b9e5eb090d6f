/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import org.keycloak.cluster.ClusterProvider;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.utils.KeycloakModelUtils;

import org.smartpack.keycloak.error.Refusal;

/**
 * Remembers in the whole cluster what is good for one use: of several uses, concurrent ones included, exactly one is the
 * first.
 *
 * <p>Keycloak's cache forgets when all nodes have stopped, so whatever could have been used before the cluster was started is
 * doubtful. What says that it was issued before is refused. What doesn't say when it was issued (or says that it will be: the
 * signer's clock is ahead) is written into Keycloak's table of revoked tokens as well, which is read when a cluster starts.
 * Everything else needs nothing: it is from after the start.
 *
 * <p>What could have been used while this node {@linkplain StandStill stood still} is refused too.
 */
public final class SingleUse {

    /** In this life of the cluster it came already, and is in the table because of that. */
    private static final String KNOWN = ".known";

    private final SingleUseObjectProvider store;
    private final Table table;
    private final long start;
    private final long resumed;
    private final long now;

    /** What outlives the cluster. */
    interface Table {

        /** Whether it wasn't there before. */
        boolean put(String key, long seconds);
    }

    public SingleUse(KeycloakSession session) {
        this(
                session.singleUseObjects(),
                // In a transaction of its own: what comes after it may fail, and it was used all the same.
                (key, seconds) -> KeycloakModelUtils.runJobInTransactionWithResult(
                        session.getKeycloakSessionFactory(),
                        own -> own.revokedTokens().put(key, seconds)),
                session.getProvider(ClusterProvider.class).getClusterStartupTime(),
                SmartJwtAuthenticatorFactory.of(session).standStill().resumed(),
                Time.currentTimeSeconds());
    }

    /**
     * @param start when the cluster was started, in seconds since 1970
     * @param resumed when this node went on after it stood still, in seconds since 1970
     * @param now in seconds since 1970
     */
    SingleUse(SingleUseObjectProvider store, Table table, long start, long resumed, long now) {
        this.store = store;
        this.table = table;
        this.start = start;
        this.resumed = resumed;
        this.now = now;
    }

    /** Whether it was used in this life of the cluster. */
    boolean isUsed(String key) {
        return store.contains(key);
    }

    /**
     * Uses it.
     *
     * @param key of one length and with a prefix of its kind
     * @throws Refusal if it was used, or may have been
     */
    public void use(String key, Validity validity) throws Refusal {
        boolean isTimeEnough = isTimeEnough(validity);
        if (!store.putIfAbsent(key, validity.secondsToRemember(now))
                || !isTimeEnough && !table.put(key, validity.secondsToRemember(now))) {
            throw Refusal.assertion("jti was used before");
        }
    }

    /**
     * Looks whether it may have been used before the cluster was started; whether it was used since is somebody else's matter,
     * so this may be asked many times.
     *
     * @param key of one length and with a prefix of its kind
     * @throws Refusal if so
     */
    public void notBeforeStart(String key, Validity validity) throws Refusal {
        if (isTimeEnough(validity) || store.contains(key + KNOWN)) {
            return;
        }
        if (!table.put(key, validity.secondsToRemember(now))) {
            throw Refusal.assertion("jti was used before the server was started");
        }
        store.putIfAbsent(key + KNOWN, validity.secondsToRemember(now));
    }

    /** Whether it is from after the start by its own dates, and will be seen to be from before the next one. */
    private boolean isTimeEnough(Validity validity) throws Refusal {
        if (validity.couldBeUsedBefore(resumed)) {
            throw Refusal.assertion("this server stood still, and jti may have been used meanwhile; sign a new one");
        }
        boolean isDoubtful = validity.couldBeUsedBefore(start);
        if (isDoubtful && validity.isIssuedBefore(start)) {
            throw Refusal.assertion(
                    "jti was issued before the server was started and may have been used; sign a new one");
        }
        return !isDoubtful && validity.isDated(now);
    }
}
