/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in a text with placeholders, each written {@code {{name}}}. */
final class Template {

    private static final Pattern PART = Pattern.compile("\\{\\{([a-z-]+)}}");

    private Template() {}

    /** @throws IllegalArgumentException if there is no value for a placeholder */
    static String fill(String text, Map<String, String> parts) {
        return PART.matcher(text).replaceAll(found -> {
            String part = parts.get(found.group(1));
            if (part == null) {
                throw new IllegalArgumentException("The template names an unknown part: " + found.group(1));
            }
            return Matcher.quoteReplacement(part);
        });
    }
}
