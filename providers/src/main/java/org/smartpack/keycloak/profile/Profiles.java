/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.profile;

import java.util.List;
import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The one place where profiles are asked. A realm has one profile, so that no rule depends on which of two is asked first: a
 * mapper that gives a realm a profile is refused where it has another one ({@link #objection}). Should a realm have two all
 * the same (one that was installed later goes by a mark that was there before, for instance), nobody can say whose rules
 * hold: everything fails that would have to ask, and the message in the server's log names both.
 */
public final class Profiles {

    private static final String ATTRIBUTE = Profiles.class.getName();

    private Profiles() {}

    /**
     * What the profile of the request's realm says on one matter.
     *
     * @return empty if it says nothing, or the realm has no profile
     * @throws IllegalStateException if the realm has several
     */
    public static <R extends ProfileRules> Optional<R> rules(KeycloakSession session, Class<R> kind) {
        RealmModel realm = session.getContext().getRealm();
        SmartProfile found = null;
        for (SmartProfile profile : all(session)) {
            if (profile.governs(realm)) {
                if (found != null) {
                    throw new IllegalStateException("Realm " + realm.getName() + " has two profiles, " + found.title()
                            + " and " + profile.title() + ": remove one of them");
                }
                found = profile;
            }
        }
        return found == null ? Optional.empty() : found.rules(kind);
    }

    /**
     * Why a realm can't be given a profile: it has another one.
     *
     * @param title of the profile that it is to have
     * @return plain English without apostrophes, for the console
     */
    public static Optional<String> objection(KeycloakSession session, RealmModel realm, String title) {
        for (SmartProfile profile : all(session)) {
            if (!profile.title().equals(title) && profile.governs(realm)) {
                return Optional.of("A realm can have only one profile, and this realm has " + profile.title());
            }
        }
        return Optional.empty();
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
