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
 * A launch that is kept in the store, and the rules that hold for it whatever proved it: one method a rule. The kinds of
 * launches say in which order.
 *
 * @param reference what stands for it in notes and keys
 * @param launch the launch itself
 * @param invalid the answer if a rule is broken
 */
record KeptLaunch(KeycloakSession session, String reference, Launch launch, String invalid) {

    /** The launch that a login holds. */
    static KeptLaunch of(KeycloakSession session, LaunchHold hold, String invalid) throws Refusal {
        Launch launch = new LaunchStore(session)
                .find(hold.reference())
                .orElseThrow(() -> Refusal.launch(invalid, "already used, or the login took too long"));
        return new KeptLaunch(session, hold.reference(), launch, invalid);
    }

    /** What has begun in this browser may begin again there until the login would be too old. */
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

    /** LCTX-21: for one app and one browser, from now on. */
    void reserve(AuthorizationRequest request) throws Refusal {
        checkOurs(!launch.singleUse() || canReserve(request));
    }

    /** LCTX-21: the login that ends still has it. */
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

    /** For the end of the login that begins. */
    Map<String, String> notes(AuthorizationRequest request) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(LaunchNotes.LAUNCH, reference);
        if (request.isPassive()) {
            notes.put(LaunchNotes.PASSIVE, "true");
        }
        return notes;
    }

    /** The app gets its code: of any number of simultaneous logins one can have it. */
    void consume() throws Refusal {
        if (launch.singleUse()) {
            new LaunchStore(session).consume(reference).orElseThrow(() -> Refusal.launch(invalid, "used"));
        }
    }

    /** The login ends without a code, by a decision that doesn't change (LCTX-23). */
    void useUp(LaunchHold hold) {
        if (launch.singleUse()) {
            hold.useUp();
        }
    }
}
