/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.check;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.launch.app.PatientStep;

/** A step in the login that a domain has no use for. */
final class PatientStepInDomain implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "koppeltaal-patient-step",
            Severity.WARNING,
            "Switch SMART: choose a patient off: Koppeltaal has no standalone launch.",
            "Authentication > Required actions");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return DomainRules.isDomain(realm) && realm.actions().contains(PatientStep.ID)
                ? Stream.of(
                        Finding.ofRealm(
                                "The required action \"SMART: choose a patient\" is on, but Koppeltaal has no standalone launch"))
                : Stream.empty();
    }
}
