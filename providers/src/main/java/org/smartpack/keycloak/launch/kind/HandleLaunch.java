/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.Map;
import java.util.Optional;

import org.keycloak.models.KeycloakSession;

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
        GrantContext grant;
        try {
            checkUser(launch.launch(), ended);
            grant = AccessGrant.of(ended, launch.launch().context(), () -> MissingPatient.inLaunch(ended));
        } catch (Refusal refusal) {
            if (refusal.isFault()) {
                // The user may try again when the FHIR server can be asked.
                hold.giveUp();
            } else {
                launch.useUp(hold);
            }
            throw refusal;
        }
        launch.consume();
        return grant;
    }

    /** The launch must be for this user (LCTX-22). */
    private void checkUser(Launch launch, EndedLogin ended) throws Refusal {
        if (!isFor(launch, ended)) {
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
    private boolean isFor(Launch launch, EndedLogin ended) {
        Optional<FhirReference> person = ended.person();
        if (launch.user().isPresent()) {
            return launch.user().equals(person);
        }
        if (person.isEmpty()) {
            return FhirUsers.of(session).isSurelyNoPatient(ended.user());
        }
        Optional<String> patient = launch.context().patient();
        Optional<String> own = Patients.ownRecord(person);
        return own.isEmpty() || patient.isEmpty() || patient.equals(own);
    }
}
