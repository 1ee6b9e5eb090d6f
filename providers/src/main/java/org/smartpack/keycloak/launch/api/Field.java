/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.scope.FhirTypes;

/** The rules for single values (LCTX-5 to 14). Each returns the value in the form in which it is stored. */
final class Field {

    static final int MIN_LIFETIME = 30;
    static final int MAX_LIFETIME = 3600;
    static final int DEFAULT_LIFETIME = 300;
    static final int MAX_TEXT = 255;
    static final int MAX_URL = 1024;

    /** An absolute URI (RFC 3986), checked for its characters only. */
    private static final Pattern ABSOLUTE_URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,31}:[!#-;=?-\\[\\]_a-z~]+");

    private Field() {}

    /** A logical id, given as {@code 123} or with the type in front, {@code Patient/123} (LCTX-FA-7). */
    static FhirReference reference(String name, String type, String text) throws Refusal {
        int slash = text.indexOf('/');
        String id = text.substring(slash + 1);
        if (slash >= 0 && !text.substring(0, slash).equals(type)) {
            throw Refusal.field(name, "has a resource type other than " + type);
        }
        if (!FhirReference.isId(id)) {
            throw Refusal.field(name, "is not a FHIR id");
        }
        return new FhirReference(type, id);
    }

    /** The person who may launch: a relative reference of a type that {@code fhirUser} can have. */
    static FhirReference user(String text) throws Refusal {
        return FhirReference.parse(text)
                .filter(reference -> FhirUser.parse(text).isPresent())
                .orElseThrow(() -> Refusal.field(
                        "user",
                        "is not Practitioner/, PractitionerRole/, Patient/, RelatedPerson/ or Person/ and an id"));
    }

    /** A text that isn't blank, of at most 255 characters. */
    static String text(String name, String text) throws Refusal {
        if (text.isBlank() || text.length() > MAX_TEXT) {
            throw Refusal.field(name, "is not a string of 1 to " + MAX_TEXT + " characters");
        }
        return text;
    }

    static String httpsUrl(String name, String text) throws Refusal {
        try {
            URI uri = new URI(text);
            if (text.length() <= MAX_URL
                    && "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null) {
                return text;
            }
        } catch (URISyntaxException e) {
            throw Refusal.field(name, "is not an absolute https URL");
        }
        throw Refusal.field(name, "is not an absolute https URL");
    }

    static boolean isAbsoluteUri(String text) {
        return text.length() <= MAX_URL && ABSOLUTE_URI.matcher(text).matches();
    }

    static String resourceType(String name, String text) throws Refusal {
        if (!FhirTypes.isType(text)) {
            throw Refusal.field(name, "is not a FHIR resource type");
        }
        return text;
    }

    /** A lifetime in seconds; more than the maximum means the maximum. */
    static int lifetime(BigInteger seconds) throws Refusal {
        if (seconds.compareTo(BigInteger.valueOf(MIN_LIFETIME)) < 0) {
            throw Refusal.field("expires_in", "is less than " + MIN_LIFETIME);
        }
        return seconds.min(BigInteger.valueOf(MAX_LIFETIME)).intValue();
    }
}
