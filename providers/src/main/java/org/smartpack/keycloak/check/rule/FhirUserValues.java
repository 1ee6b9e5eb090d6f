/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.CheckedUser;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.fhir.FhirUserValue;

/** Users whom no FHIR server of the realm knows. */
final class FhirUserValues implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "fhir-user-value",
            Severity.WARNING,
            "Enter one value, for instance Practitioner/9 or, in a realm with several FHIR servers, "
                    + "https://ehr.example.org/fhir/Practitioner/9. Until then nothing of the user can be saved, if "
                    + "the attribute has a validator.",
            "Users > the user > fhirUser");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        List<String> bases =
                BaseUrls.of(realm).entries().stream().map(BaseUrls.Entry::url).toList();
        return realm.isGoverned()
                ? realm.users().stream()
                        .flatMap(user -> problem(user, bases)
                                .map(text ->
                                        new Finding(user.name().isEmpty() ? "a user" : "user " + user.name(), text))
                                .stream())
                : Stream.empty();
    }

    private static Optional<String> problem(CheckedUser user, List<String> bases) {
        return user.values().size() > 1
                ? Optional.of("fhirUser has several values, so none counts")
                : FhirUserValue.problem(user.values().get(0), bases);
    }
}
