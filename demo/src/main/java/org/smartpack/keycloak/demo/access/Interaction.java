/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

/** The interactions of a SMART v2 scope, in the order in which their letters must appear (SMART-SCOPE-1). */
public enum Interaction {
    /** Type-level create. */
    CREATE('c'),
    /** Read of one resource. */
    READ('r'),
    /** Update, including update as create. */
    UPDATE('u'),
    /** Delete. */
    DELETE('d'),
    /** Type-level search. */
    SEARCH('s');

    private final char letter;

    Interaction(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }
}
