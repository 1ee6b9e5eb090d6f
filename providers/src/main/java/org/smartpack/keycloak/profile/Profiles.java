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

    private static final String ATTRIBUTE = Profiles.class.getName();

    private Profiles() {}

    /** What the profiles say on one matter in the request's realm, in no order that could be relied on. */
    public static <T> List<T> rules(KeycloakSession session, Class<T> kind) {
        return all(session).stream()
                .map(profile -> profile.rules(kind))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Keycloak searches for providers; a session has the same ones all along. */
    private static List<SmartProfile> all(KeycloakSession session) {
        Found found = session.getAttribute(ATTRIBUTE, Found.class);
        if (found == null) {
            found = new Found(List.copyOf(session.getAllProviders(SmartProfile.class)));
            session.setAttribute(ATTRIBUTE, found);
        }
        return found.profiles;
    }

    private record Found(List<SmartProfile> profiles) {}
}
