/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A login's share in the reservation of its launch (LCTX-23). Several logins of one browser can hold a launch: in
 * several tabs, or because the app's launch page was loaded again. A login that ends without a code gives up its own
 * share, but not those of others. The launch itself stays reserved for the browser. Logins with the same PKCE challenge
 * are the same login, loaded again.
 *
 * <p>A login with {@code prompt=none} holds nothing: it ends at once, and anybody can make a browser begin one unseen.
 */
public final class LaunchHold {

    private final KeycloakSession session;
    private final AuthenticationSessionModel login;
    private final String reference;
    private final LaunchReservation reservation;

    private LaunchHold(KeycloakSession session, AuthenticationSessionModel login, String reference) {
        this.session = session;
        this.login = login;
        this.reference = reference;
        this.reservation = new LaunchReservation(session, reference, login.getClient());
    }

    /** Empty for a login without a launch. */
    public static Optional<LaunchHold> of(KeycloakSession session, AuthenticationSessionModel login) {
        return Optional.ofNullable(LaunchNotes.read(login, LaunchNotes.LAUNCH))
                .map(reference -> new LaunchHold(session, login, reference));
    }

    /** The reference of the launch in the store. */
    public String reference() {
        return reference;
    }

    /** Whether a token proved the launch, rather than a handle. */
    public boolean isOfToken() {
        return LaunchStore.isOfToken(reference);
    }

    /** Whether this login may redeem the launch: it holds it or, with {@code prompt=none}, no other browser does. */
    public boolean allowsRedemption() {
        return isPassive(login) ? reservation.isOpenToThisBrowser() : reservation.isFor(challenge(login));
    }

    /** Whether the login holds the launch. */
    public boolean isHeld() {
        return !isPassive(login) && reservation.isFor(challenge(login));
    }

    /** Gives up this login's share, so that the launch can be tried again in this browser. */
    public void giveUp() {
        if (isHeld()) {
            reservation.leave(challenge(login));
        }
    }

    /** Uses up the launch, unless another login of this browser still holds it. */
    public void useUp() {
        if (!isHeld()) {
            return;
        }
        if (isHeldByAnother()) {
            giveUp();
        } else {
            new LaunchStore(session).consume(reference);
        }
    }

    /**
     * Uses up the launch for an app that gets its code; false if it has been used up. Of any number of simultaneous
     * callers, one gets true. Its login is over, and nobody gets a code with the launch any more, so the reservation
     * isn't needed. A login that uses up its launch without a code may go on, and still has to be told from others.
     */
    public boolean consume() {
        boolean isConsumed = new LaunchStore(session).consume(reference).isPresent();
        if (isConsumed) {
            reservation.end(challenge(login));
        }
        return isConsumed;
    }

    /** All logins of this browser that can still end share one root session. */
    private boolean isHeldByAnother() {
        return login.getParentSession().getAuthenticationSessions().values().stream()
                .filter(other -> reference.equals(LaunchNotes.read(other, LaunchNotes.LAUNCH)))
                .filter(other -> !isPassive(other) && !challenge(login).equals(challenge(other)))
                .anyMatch(other -> reservation.isFor(challenge(other)));
    }

    private static boolean isPassive(AuthenticationSessionModel login) {
        return LaunchNotes.read(login, LaunchNotes.PASSIVE) != null;
    }

    private static String challenge(AuthenticationSessionModel login) {
        return login.getClientNote(OIDCLoginProtocol.CODE_CHALLENGE_PARAM);
    }
}
