/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.util.Arrays;
import java.util.Optional;

/** How much a requirement asks (RFC 2119). */
enum Strength {
    MUST,
    MUST_NOT,
    SHOULD,
    SHOULD_NOT,
    MAY,
    /** The source is silent; the pack has decided. */
    DESIGN;

    /** As a page has it: {@code MUST NOT}. */
    static Optional<Strength> of(String cell) {
        return Arrays.stream(values())
                .filter(strength -> strength.label().equals(cell))
                .findFirst();
    }

    /** As pages and reports have it. */
    String label() {
        return name().replace('_', ' ');
    }

    /** Is there no way around it? */
    boolean isAbsolute() {
        return this == MUST || this == MUST_NOT;
    }
}
