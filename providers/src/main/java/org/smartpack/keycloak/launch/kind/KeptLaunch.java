/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.store.LaunchHold;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.launch.store.LaunchReservation;
import org.smartpack.keycloak.launch.store.LaunchStore;

/**
 * A launch in the store, and the rules that apply to it whether a handle or a token proved it, one method per rule. The
 * kinds of launches decide on the order.
 *
 * @param reference identifies it in notes and keys
 * @param launch the launch itself
 * @param invalid the error description if a rule is broken
 */
record KeptLaunch(KeycloakSession session, String reference, Launch launch, String invalid) {

    /** The launch that a login holds. */
    static KeptLaunch of(KeycloakSession session, LaunchHold hold, String invalid) throws Refusal {
        Launch launch = new LaunchStore(session)
                .find(hold.reference())
                .orElseThrow(() -> Refusal.launch(invalid, "already used, or the login took too long"));
        return new KeptLaunch(session, hold.reference(), launch, invalid);
    }

    /** A launch that has begun in this browser may begin there again, as long as its login could still end. */
    void checkNotExpired(ClientModel app) throws Refusal {
        if (launch.expires() < Time.currentTimeMillis() / 1000
                && !reservation(app).isOfThisBrowser()) {
            throw Refusal.launch(invalid, "expired");
        }
    }

    void checkApp(ClientModel app) throws Refusal {
        if (launch.clientId().filter(only -> !only.equals(app.getClientId())).isPresent()) {
            throw Refusal.launch(invalid, "registered for another app");
        }
    }

    void checkServer(FhirServer server) throws Refusal {
        Optional<String> unfit = launch.unfitFor(server);
        if (unfit.isPresent()) {
            throw Refusal.launch(invalid, unfit.get());
        }
    }

    /** Reserves it for one app and one browser (LCTX-21). */
    void reserve(AuthorizationRequest request) throws Refusal {
        checkOurs(!launch.singleUse() || canReserve(request));
    }

    /** The login that ends must still hold it (LCTX-21). */
    void checkHeld(LaunchHold hold) throws Refusal {
        checkOurs(!launch.singleUse() || hold.allowsRedemption());
    }

    private void checkOurs(boolean isOurs) throws Refusal {
        if (!isOurs) {
            throw Refusal.launch(invalid, "another login has started with it");
        }
    }

    private boolean canReserve(AuthorizationRequest request) {
        LaunchReservation reservation = reservation(request.app());
        return request.isPassive()
                ? reservation.isOpenToThisBrowser()
                : reservation.begin(request.challenge(), new LaunchStore(session).secondsLeft(launch));
    }

    private LaunchReservation reservation(ClientModel app) {
        return new LaunchReservation(session, reference, app);
    }

    /** The notes for the end of the login that begins. */
    Map<String, String> notes(AuthorizationRequest request) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(LaunchNotes.LAUNCH, reference);
        if (request.isPassive()) {
            notes.put(LaunchNotes.PASSIVE, "true");
        }
        return notes;
    }

    /** The app gets its code. Of any number of simultaneous logins, only one can. */
    void consume(LaunchHold hold) throws Refusal {
        if (launch.singleUse() && !hold.consume()) {
            throw Refusal.launch(invalid, "used");
        }
    }

    /** The login ends without a code, by a final decision (LCTX-23). */
    void useUp(LaunchHold hold) {
        if (launch.singleUse()) {
            hold.useUp();
        }
    }
}
