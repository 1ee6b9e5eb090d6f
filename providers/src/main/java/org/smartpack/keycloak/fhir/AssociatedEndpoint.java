/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Another server that shares the authorization of a FHIR server, for instance one that keeps the state of apps
 * (SMART-DISC-5).
 *
 * @param url its address
 * @param capabilities what it is for; never empty
 */
public record AssociatedEndpoint(String url, List<String> capabilities) {

    private static final int MAX_LENGTH = 2_048;

    /** A capability of the IG, or of another IG of HL7 (SMART-DISC-8). All others are URIs. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** Reads {@code https://state.example.org smart-app-state}: a URL and one or more capabilities. */
    static Optional<AssociatedEndpoint> parse(String text, LinkUrl urls) {
        List<String> parts = List.of(text.strip().split("\\s+"));
        List<String> capabilities = parts.stream()
                .skip(1)
                .filter(AssociatedEndpoint::isCapability)
                .distinct()
                .toList();
        return urls.parse(parts.get(0))
                .filter(url -> text.length() <= MAX_LENGTH)
                .filter(url -> parts.size() > 1 && parts.stream().skip(1).allMatch(AssociatedEndpoint::isCapability))
                .map(url -> new AssociatedEndpoint(url, capabilities));
    }

    private static boolean isCapability(String text) {
        return NAME.matcher(text).matches() || BrandIdentifier.isAbsolute(text);
    }
}
