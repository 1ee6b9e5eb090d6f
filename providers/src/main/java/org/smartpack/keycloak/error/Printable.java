/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.error;

import java.util.regex.Pattern;

/**
 * Makes text from a caller fit for a response or an event: short, and without characters that have a meaning where the
 * text is printed.
 */
public final class Printable {

    private static final int MAX_LENGTH = 64;
    private static final int MAX_LINE = 128;

    private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9_.:/#-]");
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    private Printable() {}

    /** At most 64 characters of a name, with characters replaced that aren't harmless everywhere. */
    public static String of(String name) {
        if (name.isEmpty()) {
            return "(empty)";
        }
        String cut = name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH) + "..." : name;
        return UNUSUAL.matcher(cut).replaceAll("?");
    }

    /** At most 128 ASCII characters of any text, in one line. */
    public static String line(String text) {
        String cut = text.length() > MAX_LINE ? text.substring(0, MAX_LINE) : text;
        return UNPRINTABLE.matcher(cut).replaceAll("?");
    }
}
