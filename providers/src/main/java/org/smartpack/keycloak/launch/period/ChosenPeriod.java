/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.period;

import java.util.Optional;

import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.launch.AccessPeriod;

/**
 * The period of access that a user chose in a login. It counts for that login and that user, and is forgotten with the
 * login: another tab, and the next login, ask anew. It is kept on the server, in a note that no request can set.
 */
public final class ChosenPeriod {

    private static final String NOTE = "smart.period";
    private static final String SEPARATOR = " ";

    /** In place of a period: the user saw how long access lasts, and there was nothing to choose. */
    private static final String NOTHING_OFFERED = "-";

    private ChosenPeriod() {}

    /** What this user chose; empty if nothing, or if somebody else did before. */
    public static Optional<AccessPeriod> of(AuthenticationSessionModel login, UserModel user) {
        String note = login.getAuthNote(NOTE);
        String prefix = user.getId() + SEPARATOR;
        return note != null && note.startsWith(prefix)
                ? AccessPeriod.parse(note.substring(prefix.length()))
                : Optional.empty();
    }

    /** Whether this user was shown how long access lasts while nothing was offered. */
    public static boolean wasNothingOffered(AuthenticationSessionModel login, UserModel user) {
        return (user.getId() + SEPARATOR + NOTHING_OFFERED).equals(login.getAuthNote(NOTE));
    }

    static void keepNothing(AuthenticationSessionModel login, UserModel user) {
        login.setAuthNote(NOTE, user.getId() + SEPARATOR + NOTHING_OFFERED);
    }

    static void keep(AuthenticationSessionModel login, UserModel user, AccessPeriod period) {
        login.setAuthNote(NOTE, user.getId() + SEPARATOR + period);
    }
}
