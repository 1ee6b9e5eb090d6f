/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.server;

/** The kinds of servers. */
public enum Kind {
    /** Keycloak alone. */
    VANILLA("vanilla", "Keycloak alone", "client-jwt"),
    /** The same Keycloak with the pack. */
    PACK("pack", "with the pack", "smart-jwt");

    private final String id;
    private final String label;
    private final String jwtAuthenticator;

    Kind(String id, String label, String jwtAuthenticator) {
        this.id = id;
        this.label = label;
        this.jwtAuthenticator = jwtAuthenticator;
    }

    /** A name for files. */
    public String id() {
        return id;
    }

    /** A name for people. */
    public String label() {
        return label;
    }

    /** The client authenticator for assertions that a client signs. */
    public String jwtAuthenticator() {
        return jwtAuthenticator;
    }
}
