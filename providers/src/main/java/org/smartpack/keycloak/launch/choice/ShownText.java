/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import com.fasterxml.jackson.databind.JsonNode;

/** Text of a FHIR server, fit to be shown: one short line without characters that nobody sees. */
final class ShownText {

    private static final int LONGEST = 100;

    private ShownText() {}

    /** Empty for anything but a string. */
    static String of(JsonNode node) {
        return node.isTextual() ? of(node.textValue()) : "";
    }

    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .map(character -> Character.isWhitespace(character) ? ' ' : character)
                .filter(ShownText::isSeen)
                .limit(LONGEST)
                .forEach(shown::appendCodePoint);
        return shown.toString().strip();
    }

    /** Marks of direction could make a name look like another's. */
    private static boolean isSeen(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.PRIVATE_USE
                && type != Character.UNASSIGNED;
    }
}
