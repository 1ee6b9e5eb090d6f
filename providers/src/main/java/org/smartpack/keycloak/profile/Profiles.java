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
 * The only place that asks profiles. A realm has at most one profile, so that no rule depends on which of two is asked
 * first: a mapper that gives a realm a profile is refused if the realm has another one ({@link #objection}). A realm
 * may still end up with two, for instance if one that is installed later recognises a mark that was there before. Then
 * it is undefined whose rules apply, so everything that would have to ask fails, with both named in the server's log.
 */
public final class Profiles {

    private static final String ATTRIBUTE = Profiles.class.getName();
    private static final String KEPT = ATTRIBUTE + ":kept";

    private Profiles() {}

    /**
     * The rules of one kind that the profile of the request's realm has.
     *
     * @return empty if it has no such rules, or the realm has no profile
     * @throws IllegalStateException if the realm has several
     */
    public static <R extends ProfileRules> Optional<R> rules(KeycloakSession session, Class<R> kind) {
        RealmModel realm = session.getContext().getRealm();
        Kept kept = session.getAttribute(KEPT, Kept.class);
        Optional<SmartProfile> governing =
                kept != null && kept.isOf(realm) ? kept.governing(session, realm) : governing(session, realm);
        return governing.flatMap(profile -> profile.rules(kind));
    }

    /**
     * Looks the profile up only once in this request. The caller vouches that the request changes neither the realm nor
     * its clients.
     */
    public static void keep(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        Kept kept = session.getAttribute(KEPT, Kept.class);
        if (kept == null || !kept.isOf(realm)) {
            session.setAttribute(KEPT, new Kept(realm.getId()));
        }
    }

    private static Optional<SmartProfile> governing(KeycloakSession session, RealmModel realm) {
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
        return Optional.ofNullable(found);
    }

    /**
     * Why a realm can't get a profile, because it has another one; empty if it can.
     *
     * @param title the title of the new profile
     * @return a sentence for the console, without apostrophes
     */
    public static Optional<String> objection(KeycloakSession session, RealmModel realm, String title) {
        for (SmartProfile profile : all(session)) {
            if (!profile.title().equals(title) && profile.governs(realm)) {
                return Optional.of("A realm can have only one profile, and this realm has " + profile.title());
            }
        }
        return Optional.empty();
    }

    /** The titles of the profiles that claim a realm: one at most, unless something is wrong. */
    public static List<String> claiming(KeycloakSession session, RealmModel realm) {
        return all(session).stream()
                .filter(profile -> profile.governs(realm))
                .map(SmartProfile::title)
                .sorted()
                .toList();
    }

    /** Kept for the session, because Keycloak searches for providers on every call. */
    private static List<SmartProfile> all(KeycloakSession session) {
        Found found = session.getAttribute(ATTRIBUTE, Found.class);
        if (found == null) {
            found = new Found(List.copyOf(session.getAllProviders(SmartProfile.class)));
            session.setAttribute(ATTRIBUTE, found);
        }
        return found.profiles;
    }

    private record Found(List<SmartProfile> profiles) {}

    /** The profile of a realm, looked up when it is asked for: a realm with several may do what needs none. */
    private static final class Kept {

        private final String realm;
        private Optional<SmartProfile> governing;

        private Kept(String realm) {
            this.realm = realm;
        }

        private boolean isOf(RealmModel other) {
            return realm.equals(other.getId());
        }

        private Optional<SmartProfile> governing(KeycloakSession session, RealmModel itself) {
            if (governing == null) {
                governing = Profiles.governing(session, itself);
            }
            return governing;
        }
    }
}
