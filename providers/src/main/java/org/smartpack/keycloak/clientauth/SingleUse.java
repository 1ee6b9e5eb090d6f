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
 * Remembers across the cluster what may be used only once: of several uses, concurrent ones included, exactly one
 * succeeds.
 *
 * <p>Keycloak's cache is lost when all nodes stop, so anything that could have been used before the cluster started is
 * suspect. What says that it was issued before the start is refused. What doesn't say when it was issued (or names a
 * time in the future, because the signer's clock is ahead) is also written into Keycloak's table of revoked tokens,
 * which is read when a cluster starts. Everything else was issued after the start and needs no record there.
 *
 * <p>What could have been used while this node {@linkplain StandStill stood still} is also refused.
 */
public final class SingleUse {

    /** Marks a key that is in the table because it was used since the cluster started. */
    private static final String KNOWN = ".known";

    private final SingleUseObjectProvider store;
    private final Table table;
    private final long start;
    private final long resumed;
    private final long now;

    /** The record that outlives the cluster. */
    interface Table {

        /** Adds a key; false if it was there before. */
        boolean put(String key, long seconds);
    }

    public SingleUse(KeycloakSession session) {
        this(
                session.singleUseObjects(),
                // In its own transaction: if the request fails after this, the use still counts.
                (key, seconds) -> KeycloakModelUtils.runJobInTransactionWithResult(
                        session.getKeycloakSessionFactory(),
                        own -> own.revokedTokens().put(key, seconds)),
                session.getProvider(ClusterProvider.class).getClusterStartupTime(),
                SmartJwtAuthenticatorFactory.of(session).standStill().resumed(),
                Time.currentTimeSeconds());
    }

    /**
     * @param start when the cluster started, in seconds since 1970
     * @param resumed when this node resumed after it stood still, in seconds since 1970
     * @param now in seconds since 1970
     */
    SingleUse(SingleUseObjectProvider store, Table table, long start, long resumed, long now) {
        this.store = store;
        this.table = table;
        this.start = start;
        this.resumed = resumed;
        this.now = now;
    }

    /** Whether a key was used since the cluster started. */
    boolean isUsed(String key) {
        return store.contains(key);
    }

    /**
     * Records the use of a key.
     *
     * @param key a fixed-length key with a prefix for its kind
     * @throws Refusal if the key was used, or may have been
     */
    public void use(String key, Validity validity) throws Refusal {
        boolean isClearlyAfterStart = isClearlyAfterStart(validity);
        if (!store.putIfAbsent(key, validity.secondsToRemember(now))
                || !isClearlyAfterStart && !table.put(key, validity.secondsToRemember(now))) {
            throw Refusal.assertion("jti was used before");
        }
    }

    /**
     * Checks that a key can't have been used before the cluster started. Uses since then aren't checked, so this may be
     * called many times.
     *
     * @param key a fixed-length key with a prefix for its kind
     * @throws Refusal if it may have been used
     */
    public void notBeforeStart(String key, Validity validity) throws Refusal {
        if (isClearlyAfterStart(validity) || store.contains(key + KNOWN)) {
            return;
        }
        if (!table.put(key, validity.secondsToRemember(now))) {
            throw Refusal.assertion("jti was used before the server was started");
        }
        store.putIfAbsent(key + KNOWN, validity.secondsToRemember(now));
    }

    /**
     * Whether the dates show that it was issued after this start, and will show that it was issued before the next one.
     */
    private boolean isClearlyAfterStart(Validity validity) throws Refusal {
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
