/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.profile;

import java.util.List;
import java.util.Optional;

import org.keycloak.models.KeycloakSession;

/** Asks the profiles. */
public final class Profiles {

    private Profiles() {}

    /** What the profiles say on one matter in the request's realm, in no order that could be relied on. */
    public static <T> List<T> rules(KeycloakSession session, Class<T> kind) {
        return session.getAllProviders(SmartProfile.class).stream()
                .map(profile -> profile.rules(kind))
                .flatMap(Optional::stream)
                .toList();
    }
}
