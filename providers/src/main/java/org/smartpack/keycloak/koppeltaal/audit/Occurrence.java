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
 * What happened.
 *
 * @param description what to say of it after the step's name, in words of the pack's own: never a name, an address or
 *     anything else that a request brought
 * @param application the application that the user is to be logged in to, or that introspects
 * @param user whom the launch token names, once its signature was checked; empty before
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

    /** A step for which no identity provider matters. */
    public static Occurrence of(
            Step step,
            Outcome outcome,
            String description,
            ClientModel application,
            Optional<FhirReference> user,
            Trace trace) {
        return new Occurrence(step, outcome, description, application, user, Optional.empty(), trace);
    }

    /** The same, with the issuer of the identity provider that it is about. */
    public Occurrence at(String issuer) {
        return new Occurrence(step, outcome, description, application, user, Optional.of(issuer), trace);
    }

    /** Whether it says something of an authentication: a wrong setting doesn't. */
    boolean isLogin() {
        return outcome != Outcome.MISCONFIGURED;
    }

    /** Whether there was a launch and something of it went wrong: what proves nothing is none. */
    boolean isFailedLaunch() {
        return outcome != Outcome.SUCCESS && step != Step.INTROSPECT && isProven();
    }

    /**
     * Whether a launch token that holds is behind it; else anybody can have brought it about, and any number of times.
     */
    boolean isProven() {
        return user.isPresent();
    }
}
