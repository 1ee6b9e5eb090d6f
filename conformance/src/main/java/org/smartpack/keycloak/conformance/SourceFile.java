/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file of the project that may name requirements.
 *
 * @param path from the project's folder, with slashes
 */
record SourceFile(String path, String text) {

    /** JUnit's annotation, and jqwik's. */
    private static final Pattern DISPLAY_NAME = Pattern.compile("@(?:DisplayName|Label)\\(\\s*\"([^\"]*)");

    private static final Pattern TEST = Pattern.compile("(?m)^\\s*@(?:\\w+Test|Test|TestFactory|Property)\\b");

    /** What has the form of an id. */
    Set<String> ids() {
        return RequirementIds.in(text);
    }

    /** Is it a class with tests? Those that an abstract class hands down count as its own. */
    boolean hasTests() {
        return path.endsWith(".java")
                && !path.contains("/src/main/")
                && TEST.matcher(text).find();
    }

    /** The names of the tests, each to its first escaped quotation mark. */
    List<String> displayNames() {
        return DISPLAY_NAME.matcher(text).results().map(name -> name.group(1)).toList();
    }

    /** Is it part of what is shipped or, in the module demo, run beside it? */
    boolean isMainSourceOf(String module) {
        return path.startsWith(module + "/src/main/");
    }

    /** What a reader knows it by: a class or a package by its name, everything else as its file is called. */
    String label() {
        if (className().equals("package-info")) {
            return path.replaceFirst(".*/keycloak/(.*)/package-info\\.java$", "$1")
                    .replace('/', '.');
        }
        return className();
    }

    /** The name of a class: that of its file, without the ending. */
    String className() {
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.java$", "");
    }
}
