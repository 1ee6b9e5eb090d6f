/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

/** Names that a caller chose, for an answer: short, and without what could mean something to who prints them. */
public final class Printable {

    private static final int MAX_LENGTH = 64;

    private Printable() {}

    /** At most 64 characters of the name, those replaced that aren't harmless everywhere. */
    public static String of(String name) {
        if (name.isEmpty()) {
            return "(empty)";
        }
        String cut = name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH) + "..." : name;
        return cut.replaceAll("[^A-Za-z0-9_.:/#-]", "?");
    }
}
