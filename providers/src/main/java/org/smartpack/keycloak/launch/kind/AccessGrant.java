/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.Optional;
import java.util.function.Supplier;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.app.SmartApp;
import org.smartpack.keycloak.launch.people.Patients;

/** Makes the grant of an app that gets access: which part of the context it gets, and which patient. */
final class AccessGrant {

    private AccessGrant() {}

    /**
     * @param launched the context that the app was launched with
     * @param noPatient the refusal of an app that needs a patient, where there is none
     */
    static GrantContext of(EndedLogin ended, LaunchContext launched, Supplier<Refusal> noPatient) throws Refusal {
        Optional<String> own = Patients.ownRecord(ended.person());
        LaunchContext context =
                ended.granted().needsPatient() && launched.patient().isEmpty()
                        ? launched.with(LaunchContext.PATIENT, own.orElseThrow(noPatient))
                        : launched;
        return new GrantContext(
                ReleasedContext.of(
                        context,
                        ended.granted(),
                        ended.server(),
                        SmartApp.of(ended.login().getClient())),
                ended.server().client().getId(),
                ended.server().baseUrl(),
                fhirUser(ended),
                own.isPresent() && own.equals(context.patient()),
                Optional.empty(),
                false);
    }

    private static Optional<String> fhirUser(EndedLogin ended) {
        return ended.granted().has(FhirUser.ATTRIBUTE)
                ? FhirUsers.of(ended.session()).find(ended.user()).map(FhirUser::url)
                : Optional.empty();
    }
}
