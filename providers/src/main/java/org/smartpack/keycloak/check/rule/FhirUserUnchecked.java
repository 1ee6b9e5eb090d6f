/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.keycloak.representations.userprofile.config.UPAttribute;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.fhir.FhirUserValidator;

/** An attribute in which a slip is noticed only at a launch. */
final class FhirUserUnchecked implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "fhir-user-unchecked",
            Severity.WARNING,
            "Add the validator smart-fhir-user, or pattern, under Validations.",
            "Realm settings > User profile > fhirUser");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        UPAttribute declared = realm.userProfile().getAttribute(FhirUser.ATTRIBUTE);
        boolean isChecked = declared != null
                && declared.getValidations() != null
                && (declared.getValidations().containsKey(FhirUserValidator.ID)
                        || declared.getValidations().containsKey("pattern"));
        return realm.isGoverned() && declared != null && !isChecked
                ? Stream.of(Finding.ofRealm("The attribute fhirUser has no validator: a wrong value is saved"))
                : Stream.empty();
    }
}
