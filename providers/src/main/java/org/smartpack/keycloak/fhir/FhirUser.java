/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.Optional;
import java.util.Set;

/**
 * The FHIR resource that represents a user (SMART-SCOPE-46): the attribute {@value #ATTRIBUTE} of the user's profile,
 * which only administrators may edit.
 *
 * @param url the URL as the administrator wrote it: absolute, or relative to the FHIR server's base URL
 * @param reference the resource itself
 */
public record FhirUser(String url, FhirReference reference) {

    /** The name of the attribute, of the scope and of the claim. */
    public static final String ATTRIBUTE = "fhirUser";

    /** The most characters of a value. */
    public static final int MAX_LENGTH = 1024;

    /**
     * What a value looks like, for the validator of the user profile. {@link #parse} also checks the base URL of an
     * absolute one.
     */
    public static final String PATTERN =
            "(https?://[^\\s?#]+/)?(Patient|Practitioner|PractitionerRole|RelatedPerson|Person)/[A-Za-z0-9.-]{1,64}";

    private static final Set<String> TYPES =
            Set.of("Patient", "Practitioner", "PractitionerRole", "RelatedPerson", "Person");
    /** Reads {@code Patient/123} or {@code https://ehr.example.org/fhir/Patient/123}; empty for anything else. */
    public static Optional<FhirUser> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        int id = text.lastIndexOf('/');
        int type = text.lastIndexOf('/', id - 1);
        Optional<FhirReference> reference =
                FhirReference.parse(text.substring(type + 1)).filter(resource -> TYPES.contains(resource.type()));
        boolean isRelative = type < 0;
        return reference
                .filter(resource ->
                        isRelative || BaseUrl.parse(text.substring(0, type)).isPresent())
                .map(resource -> new FhirUser(text, resource));
    }

    /** Whether the URL is relative, so that it doesn't tell which FHIR server is meant. */
    public boolean isRelative() {
        return url.equals(reference.toString());
    }

    /** Whether it may be a resource of this server. */
    boolean isAt(FhirServer server) {
        return isRelative() || url.equals(server.baseUrl() + "/" + reference);
    }
}
