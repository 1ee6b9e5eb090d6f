/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.List;
import java.util.Optional;

/** Tells what is wrong with a value of {@code fhirUser}, without repeating it: it names a person. */
public final class FhirUserValue {

    private FhirUserValue() {}

    /**
     * Why a value doesn't count.
     *
     * @param bases the base URLs of the realm's FHIR servers
     * @return a text without apostrophes, because Keycloak takes it for a pattern; empty if nothing is wrong
     */
    public static Optional<String> problem(String value, List<String> bases) {
        Optional<FhirUser> user = FhirUser.parse(value);
        if (user.isEmpty()) {
            return Optional.of(
                    "fhirUser must be like Practitioner/9: the type Patient, Practitioner, PractitionerRole, "
                            + "RelatedPerson or Person, a slash and an id, alone or below the base URL of a FHIR server");
        }
        boolean isSomewhere = user.get().isRelative()
                || bases.isEmpty()
                || bases.stream()
                        .anyMatch(base -> value.equals(base + "/" + user.get().reference()));
        if (!isSomewhere) {
            return Optional.of("fhirUser is not below the base URL of a FHIR server of this realm");
        }
        return user.get().isRelative() && bases.size() > 1
                ? Optional.of("fhirUser must begin with a base URL, because this realm has several FHIR servers")
                : Optional.empty();
    }
}
