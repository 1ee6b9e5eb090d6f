/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.claims;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A FHIR Coding as administrators write it: {@code system|code} or {@code system|code|display}.
 *
 * @param system an absolute URI
 * @param code FHIR's data type {@code code}
 * @param display may be empty
 */
record Coding(String system, String code, String display) {

    private static final Pattern CODE = Pattern.compile("[^\\s]+( [^\\s]+)*");

    /** Empty if the text isn't a Coding. */
    static Optional<Coding> parse(String text) {
        String[] parts = text.strip().split("\\|", 3);
        if (parts.length < 2
                || !Uri.isAbsolute(parts[0])
                || !CODE.matcher(parts[1]).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Coding(parts[0], parts[1], parts.length == 3 ? parts[2].strip() : ""));
    }

    Map<String, Object> toClaim() {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put("system", system);
        claim.put("code", code);
        if (!display.isEmpty()) {
            claim.put("display", display);
        }
        return claim;
    }
}
