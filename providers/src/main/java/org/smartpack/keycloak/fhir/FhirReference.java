/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.Optional;
import java.util.regex.Pattern;

import org.smartpack.keycloak.scope.FhirTypes;

/**
 * A literal reference to a resource of a FHIR server, relative to its base URL: {@code Patient/123}.
 *
 * @param type the resource type, exactly as FHIR writes it
 * @param id the logical id, {@code [A-Za-z0-9\-\.]{1,64}}
 */
public record FhirReference(String type, String id) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

    /**
     * Whether a text is a FHIR logical id. {@code .} and {@code ..} are excluded, because they mean something else in a
     * URL.
     */
    public static boolean isId(String text) {
        return ID.matcher(text).matches() && !text.equals(".") && !text.equals("..");
    }

    /** Reads {@code Type/id}; empty for anything else, including a reference with a version ({@code /_history/1}). */
    public static Optional<FhirReference> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String type = text.substring(0, slash);
        String id = text.substring(slash + 1);
        return FhirTypes.isType(type) && isId(id) ? Optional.of(new FhirReference(type, id)) : Optional.empty();
    }

    /** {@code Type/id}. */
    @Override
    public String toString() {
        return type + "/" + id;
    }
}
