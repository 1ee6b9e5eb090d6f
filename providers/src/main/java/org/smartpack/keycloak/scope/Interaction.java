/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

/**
 * The letters of a v2 scope and the FHIR interactions that they stand for (SMART-SCOPE-1), in the order of the grammar.
 */
public enum Interaction {
    /** Type-level create. */
    CREATE('c'),
    /** Read, vread and the history of one resource. */
    READ('r'),
    /** Update, update as create, and patch. */
    UPDATE('u'),
    /** Delete. */
    DELETE('d'),
    /** Search and history of a type or of the whole system. */
    SEARCH('s');

    private final char letter;

    Interaction(char letter) {
        this.letter = letter;
    }

    /** The letter of the v2 syntax. */
    public char letter() {
        return letter;
    }
}
