/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.error;

/**
 * Text that a caller chose, for an answer or an event: short, and without what could mean something where it is
 * printed.
 */
public final class Printable {

    private static final int MAX_LENGTH = 64;
    private static final int MAX_LINE = 128;

    private Printable() {}

    /** At most 64 characters of the name, those replaced that aren't harmless everywhere. */
    public static String of(String name) {
        if (name.isEmpty()) {
            return "(empty)";
        }
        String cut = name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH) + "..." : name;
        return cut.replaceAll("[^A-Za-z0-9_.:/#-]", "?");
    }

    /** At most 128 characters of any text, in one line, all of them ASCII. */
    public static String line(String text) {
        String cut = text.length() > MAX_LINE ? text.substring(0, MAX_LINE) : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
