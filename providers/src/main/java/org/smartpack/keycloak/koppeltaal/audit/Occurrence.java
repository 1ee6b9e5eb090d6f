/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.audit;

import java.util.Optional;

import org.keycloak.models.ClientModel;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.client.Trace;

/**
 * A step of a login or a launch that happened, for the audit trail.
 *
 * @param description follows the step's name; never contains a name, an address or anything else from a request
 * @param application the application that the user logs in to, or that introspects
 * @param user the user in the launch token; empty until its signature was verified
 * @param identityProvider the issuer of the identity provider that the step is about; empty for the realm itself
 */
public record Occurrence(
        Step step,
        Outcome outcome,
        String description,
        ClientModel application,
        Optional<FhirReference> user,
        Optional<String> identityProvider,
        Trace trace) {

    /** A step without an identity provider. */
    public static Occurrence of(
            Step step,
            Outcome outcome,
            String description,
            ClientModel application,
            Optional<FhirReference> user,
            Trace trace) {
        return new Occurrence(step, outcome, description, application, user, Optional.empty(), trace);
    }

    /** The same, with the issuer of the step's identity provider. */
    public Occurrence at(String issuer) {
        return new Occurrence(step, outcome, description, application, user, Optional.of(issuer), trace);
    }

    /** Whether it is about an authentication; a wrong setting isn't. */
    boolean isLogin() {
        return outcome != Outcome.MISCONFIGURED;
    }

    /** Whether a launch failed; without a valid launch token there was no launch. */
    boolean isFailedLaunch() {
        return outcome != Outcome.SUCCESS && step != Step.INTROSPECT && isProven();
    }

    /** Whether it was caused by a valid launch token; if not, anybody can have caused it any number of times. */
    boolean isProven() {
        return user.isPresent();
    }
}
