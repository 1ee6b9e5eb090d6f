/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who has to obey a requirement. */
enum Obliged {
    /** The pack, as it is. */
    PACK("pack"),
    /** Keycloak does it without the pack. */
    KEYCLOAK("Keycloak"),
    FHIR_SERVER("FHIR server"),
    CLIENT("client"),
    /** Who sets up and runs the realm. */
    OPERATOR("operator"),
    /** The pack, once it is built. */
    PLANNED("not yet"),
    /** The pack has decided against it. */
    NOBODY("not met");

    private final String label;

    Obliged(String label) {
        this.label = label;
    }

    /** As a page has it: {@code fhir-server}. */
    static Optional<Obliged> of(String cell) {
        return Arrays.stream(values())
                .filter(obliged -> obliged.name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')
                        .equals(cell))
                .findFirst();
    }

    /** As a report has it: {@code FHIR server}. */
    String label() {
        return label;
    }
}
