/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.profile;

import java.util.Optional;

import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * A national or organisational profile on top of SMART. A realm administrator gives it a realm, and in that realm it
 * has rules of its own for some of what the pack does. A realm has one profile at most, see {@link Profiles}.
 */
public interface SmartProfile extends Provider {

    /** The name for administrators, one for each profile: {@code Koppeltaal}, for instance. */
    String title();

    /**
     * Whether a realm is this profile's. It stays so while what says it is disabled or broken: a realm must not get the
     * rights of another kind of realm by a mistake. Asked at every look-up, so it goes by what Keycloak has in its
     * cache.
     */
    boolean governs(RealmModel realm);

    /**
     * What the profile says on one matter in the request's realm, which it governs.
     *
     * @return empty where that stays as SMART has it
     */
    <R extends ProfileRules> Optional<R> rules(Class<R> kind);

    @Override
    default void close() {
        // A profile is there for one request and holds nothing.
    }
}
