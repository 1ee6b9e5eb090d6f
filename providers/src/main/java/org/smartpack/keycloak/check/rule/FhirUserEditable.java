/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.fhir.FhirUsers;

/** An attribute by which users could claim to be anybody. */
final class FhirUserEditable implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "fhir-user-editable",
            Severity.ERROR,
            "Check or clear the fhirUser of every user first. Then untick User under Who can edit? of "
                    + "fhirUser, and set Unmanaged Attributes to Only administrators can write.",
            "Realm settings > User profile > fhirUser, and Realm settings > General > Unmanaged " + "Attributes");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.isGoverned() && FhirUsers.canWriteThemselves(realm.userProfile())
                ? Stream.of(Finding.ofRealm("Users may edit their fhirUser, so it is ignored, and no EHR launch works"))
                : Stream.empty();
    }
}
