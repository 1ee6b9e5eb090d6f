/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.Map;
import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.people.Patients;
import org.smartpack.keycloak.launch.rules.LaunchRules;
import org.smartpack.keycloak.launch.store.LaunchHold;
import org.smartpack.keycloak.launch.store.LaunchStore;

/** The EHR launch (SMART-LAUNCH-1): {@code launch} is the handle of a context that an EHR registered. */
final class HandleLaunch implements LaunchKind {

    private static final String INVALID = Refusal.INVALID_LAUNCH;

    private final KeycloakSession session;

    HandleLaunch(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void checkRequest(AuthorizationRequest request) throws Refusal {
        request.checkLaunchGiven();
    }

    @Override
    public Map<String, String> begin(AuthorizationRequest request) throws Refusal {
        KeptLaunch launch = find(request.launch());
        launch.checkNotExpired(request.app());
        launch.checkApp(request.app());
        launch.checkServer(request.server());
        launch.reserve(request);
        return launch.notes(request);
    }

    private KeptLaunch find(String handle) throws Refusal {
        LaunchStore store = new LaunchStore(session);
        String reference = store.reference(handle);
        Launch launch = store.find(reference).orElseThrow(() -> unknown(handle));
        return new KeptLaunch(session, reference, launch, INVALID);
    }

    private Refusal unknown(String handle) {
        return LaunchRules.overlooked(session, handle)
                .map(cause -> Refusal.launch(INVALID, cause))
                .orElseGet(() -> Refusal.launch(INVALID, "unknown, expired or used"));
    }

    @Override
    public GrantContext end(EndedLogin ended) throws Refusal {
        LaunchHold hold = ended.holdOfHandle(INVALID);
        KeptLaunch launch = KeptLaunch.of(session, hold, INVALID);
        launch.checkHeld(hold);
        launch.checkServer(ended.server());
        checkUser(launch, hold, ended);
        GrantContext grant;
        try {
            grant = AccessGrant.of(ended, launch.launch().context(), () -> MissingPatient.inLaunch(ended));
        } catch (Refusal refusal) {
            giveBack(launch, hold, refusal.isFault());
            throw refusal;
        }
        launch.consume(hold);
        return grant;
    }

    /**
     * Whoever is signed in at a shared workstation doesn't use up the launch of somebody else (LCTX-22a): after signing
     * out, it can begin again.
     */
    private void checkUser(KeptLaunch launch, LaunchHold hold, EndedLogin ended) throws Refusal {
        try {
            checkUser(launch.launch(), ended);
        } catch (Refusal refusal) {
            giveBack(launch, hold, refusal.isFault() || ended.isSingleSignOn());
            throw refusal;
        }
    }

    /** If the user may try again, for instance once the FHIR server can be asked, the launch isn't used up. */
    private static void giveBack(KeptLaunch launch, LaunchHold hold, boolean mayTryAgain) {
        if (mayTryAgain) {
            hold.giveUp();
        } else {
            launch.useUp(hold);
        }
    }

    /** The launch must be for this user (LCTX-22). */
    private void checkUser(Launch launch, EndedLogin ended) throws Refusal {
        if (!isFor(session, launch, ended.user(), ended.person())) {
            Optional<String> ignored = FhirUsers.of(session).ignored(ended.user(), ended.person());
            if (ignored.isPresent()) {
                throw Refusal.launchOfUnknown(ignored.get());
            }
            throw Refusal.launchOfAnother("registered for another user or patient", false);
        }
        if (ended.person().isPresent() && launch.context().patient().isPresent()) {
            checkCares(ended.person().get(), launch.context().patient().get(), ended.server());
        }
    }

    /** Somebody who cares for patients gets those and no others: the FHIR server knows them. */
    private void checkCares(FhirReference person, String patient, FhirServer server) throws Refusal {
        if (!Patients.areRelated(person)) {
            return;
        }
        Patients patients = Patients.of(session, person, server);
        if (patients instanceof Patients.Unknown unknown) {
            throw Refusal.launchOfAnother("the user's patients aren't known: " + unknown.reason(), true);
        }
        if (!(patients instanceof Patients.Related related) || !related.ids().contains(patient)) {
            throw Refusal.launchOfAnother("registered for a patient whom the user doesn't care for", false);
        }
    }

    /**
     * If the EHR doesn't say who may redeem the launch, a patient still can't redeem another patient's. Neither can a
     * user who is unknown on this server and whose {@code fhirUser} might be a patient's.
     */
    static boolean isFor(KeycloakSession session, Launch launch, UserModel user, Optional<FhirReference> person) {
        if (launch.user().isPresent()) {
            return launch.user().equals(person);
        }
        if (person.isEmpty()) {
            return FhirUsers.of(session).isSurelyNoPatient(user);
        }
        Optional<String> patient = launch.context().patient();
        Optional<String> own = Patients.ownRecord(person);
        return own.isEmpty() || patient.isEmpty() || patient.equals(own);
    }
}
