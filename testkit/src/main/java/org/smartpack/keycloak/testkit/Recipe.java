/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation with files that a reader copies: tests use what stands there, so it works.
 *
 * @param text the page
 */
public record Recipe(String text) {

    /** A page of the folder {@code docs}. */
    public static Recipe of(String name) {
        try {
            return new Recipe(Files.readString(Installation.docs().resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first fenced block after the paragraph that begins with the file's name. */
    public String file(String name) {
        return find("(?ms)^`" + Pattern.quote(name) + "`.*?^```\\w*\\n(.*?)^```$", name);
    }

    /** What stands under a heading of the second level. */
    public String section(String heading) {
        return find("(?ms)^## " + Pattern.quote(heading) + "$(.*?)(?=^## |\\z)", heading);
    }

    private String find(String pattern, String what) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("The page has no " + what);
        }
        return found.group(1);
    }
}
