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
 * A login's part in the reservation of its launch (LCTX-23). Several logins of one browser can hold a launch: tabs, or
 * the app's launch page loaded again. One that ends without a code gives up what is its own and nothing of the others.
 * The launch itself stays with the browser in any case. Logins with one PKCE challenge are the same one, loaded again.
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

    /** What stands for the launch in the store. */
    public String reference() {
        return reference;
    }

    /** Whether a token proved the launch, rather than a handle. */
    public boolean isOfToken() {
        return LaunchStore.isOfToken(reference);
    }

    /** Whether this login may end with the launch, or could if it held anything. */
    public boolean allowsRedemption() {
        return isPassive(login) ? reservation.isOpenToThisBrowser() : reservation.isFor(challenge(login));
    }

    /** Whether the login has something to give up. */
    public boolean isHeld() {
        return !isPassive(login) && reservation.isFor(challenge(login));
    }

    /** The launch may be tried again in this browser. */
    public void giveUp() {
        if (isHeld()) {
            reservation.leave(challenge(login));
        }
    }

    /** The launch is used up, unless another login of this browser still holds it. */
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

    /** Logins of this browser that Keycloak could still bring to an end have one root session. */
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
