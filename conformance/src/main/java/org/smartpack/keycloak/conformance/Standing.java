/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.util.Set;

/** How a requirement stands. Each has exactly one standing, so that the numbers of a summary add up. */
enum Standing {
    PACK("the pack"),
    KEYCLOAK("Keycloak alone"),
    /** The FHIR server, the client or the operator; nothing that the pack or Keycloak could do. */
    OTHERS("others alone"),
    PLANNED("nobody yet"),
    NOBODY("not met");

    private final String label;

    Standing(String label) {
        this.label = label;
    }

    static Standing of(Requirement requirement) {
        Set<Obliged> by = requirement.by();
        if (by.contains(Obliged.NOBODY)) {
            return NOBODY;
        }
        if (by.contains(Obliged.PLANNED)) {
            return PLANNED;
        }
        if (by.contains(Obliged.PACK)) {
            return PACK;
        }
        return by.contains(Obliged.KEYCLOAK) ? KEYCLOAK : OTHERS;
    }

    /** As a report has it, behind "met by". */
    String label() {
        return label;
    }

    boolean isOpen() {
        return this == PLANNED || this == NOBODY;
    }
}
