/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.launch.app.PatientStep;

/** A page with patients that comes too early. */
final class PatientStepOrder implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "patient-step-order",
            Severity.WARNING,
            "Drag SMART: choose a patient to the end of the list: it shows patients, which only a "
                    + "fully signed-in user should see.",
            "Authentication > Required actions");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        List<String> later = realm.actions().contains(PatientStep.ID)
                ? realm.actions()
                        .subList(
                                realm.actions().indexOf(PatientStep.ID) + 1,
                                realm.actions().size())
                : List.of();
        List<String> setUp =
                later.stream().filter(action -> !HARMLESS.contains(action)).toList();
        return setUp.isEmpty()
                ? Stream.empty()
                : Stream.of(Finding.ofRealm("After \"SMART: choose a patient\" come " + String.join(", ", setUp)));
    }

    /** Actions that ask for nothing by which a user is known. */
    private static final Set<String> HARMLESS = Set.of("update_user_locale", "delete_account", "smart-scopes");
}
