/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links of a report, each from the folder that the report is in.
 *
 * @param report the file, from the project's folder
 */
record ReportLinks(Path report) {

    /** What leads to another file of the project. */
    private static final Pattern RELATIVE = Pattern.compile("]\\((?![a-z]+:|#)([^)#]*)");

    private static final Path PAGES = Path.of(RequirementCheck.PAGES);

    /** The address of a file, which is given from the project's folder. */
    String address(Path file) {
        return report.getParent().relativize(file).toString().replace('\\', '/');
    }

    /** A source, by its name. */
    String to(SourceFile file) {
        return "[" + file.label() + "](" + address(Path.of(file.path())) + ")";
    }

    /** A text of a page of requirements, whose links still lead where they led. */
    String moved(String markdown) {
        return RELATIVE.matcher(markdown)
                .replaceAll(link -> Matcher.quoteReplacement(
                        "](" + address(PAGES.resolve(link.group(1)).normalize())));
    }
}
