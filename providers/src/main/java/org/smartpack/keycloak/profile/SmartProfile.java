/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.profile;

import java.util.Optional;

import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * A national or organizational profile on top of SMART. A realm administrator assigns it to a realm, where its rules
 * replace some of the pack's. A realm has at most one profile, see {@link Profiles}.
 */
public interface SmartProfile extends Provider {

    /** The profile's unique name for administrators, for instance {@code Koppeltaal}. */
    String title();

    /**
     * Whether this profile governs a realm. It must stay so while the settings that say so are disabled or broken,
     * because a mistake must not give a realm the rights of another kind of realm. This is called on every lookup, so
     * it must only use what Keycloak has in its cache.
     */
    boolean governs(RealmModel realm);

    /**
     * The profile's rules of one kind in the request's realm, which it governs.
     *
     * @return empty if SMART's own behavior stays
     */
    <R extends ProfileRules> Optional<R> rules(Class<R> kind);

    @Override
    default void close() {
        // A profile exists for one request and has no resources.
    }
}
