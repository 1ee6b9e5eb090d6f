/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A page whose end is written by a program: what stands above {@link #BEGIN} is written by hand and stays.
 *
 * @param file where it is, or will be
 * @param title the heading of a page that isn't there yet
 * @param lines what belongs below that line
 */
record GeneratedPage(Path file, String title, List<String> lines) {

    static final String BEGIN = "<!-- What follows is written by: " + RequirementCheck.COMMAND + " -->";

    /** Is the page as it would be written? */
    boolean isFresh() throws IOException {
        return Files.exists(file) && Files.readString(file).equals(text());
    }

    void write() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text());
    }

    private String text() throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "# " + title;
        int begin = before.indexOf(BEGIN);
        String byHand = (begin < 0 ? before : before.substring(0, begin)).stripTrailing();
        return byHand + "\n\n" + BEGIN + "\n\n" + String.join("\n", lines) + "\n";
    }
}
