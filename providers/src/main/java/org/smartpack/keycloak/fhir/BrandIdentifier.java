/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A FHIR {@code Identifier}: which brand of a brand bundle is a FHIR server's own. It is equal to an {@code identifier}
 * of exactly one {@code Organization} there.
 *
 * @param system an absolute URI; empty for none
 * @param value never empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BrandIdentifier(String system, String value) {

    private static final int MAX_LENGTH = 1024;

    /** Reads {@code system|value}, as FHIR writes identifiers in a search, or a value alone. */
    static Optional<BrandIdentifier> parse(String text) {
        // A URI has no such character, but a value may.
        int bar = text.indexOf('|');
        String system = text.substring(0, Math.max(0, bar)).strip();
        String value = text.substring(bar + 1).strip();
        boolean isComplete = !value.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.chars().noneMatch(Character::isISOControl)
                && (system.isEmpty() || isAbsolute(system));
        return isComplete ? Optional.of(new BrandIdentifier(system, value)) : Optional.empty();
    }

    static boolean isAbsolute(String uri) {
        try {
            return new URI(uri).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
