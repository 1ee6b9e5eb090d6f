/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmPart;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.fhir.FhirUser;

/** An attribute without which no user is known at a FHIR server. */
final class FhirUserMissing implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "fhir-user-missing",
            Severity.ERROR,
            "Save the mapper FHIR server again, which creates it, or create it yourself: spelled exactly like this, and "
                    + "only Admin may edit it.",
            "Realm settings > User profile");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        UPConfig profile = realm.userProfile();
        boolean isDeclared = profile.getAttribute(FhirUser.ATTRIBUTE) != null;
        boolean canBeSet = profile.getUnmanagedAttributePolicy() == UnmanagedAttributePolicy.ADMIN_EDIT
                || profile.getUnmanagedAttributePolicy() == UnmanagedAttributePolicy.ENABLED;
        return realm.isGoverned() && realm.knows(RealmPart.USER_PROFILE) && !isDeclared && !canBeSet
                ? Stream.of(Finding.ofRealm(
                        "The user profile has no attribute fhirUser, so nobody can be launched for as themselves"))
                : Stream.empty();
    }
}
