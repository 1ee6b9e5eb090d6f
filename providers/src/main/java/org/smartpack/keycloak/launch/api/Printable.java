/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

/** Names that a caller chose, for an answer: short, and without what could mean something to who prints them. */
final class Printable {

    private static final int MAX_LENGTH = 64;

    private Printable() {}

    static String of(String name) {
        if (name.isEmpty()) {
            return "(empty)";
        }
        String cut = name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH) + "..." : name;
        return cut.replaceAll("[^A-Za-z0-9_.:/#-]", "?");
    }
}
