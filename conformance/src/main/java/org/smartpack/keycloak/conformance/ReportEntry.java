/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of the table in docs/requirements/README.md: a page, where its report is, and what of other pages belongs in
 * the report.
 *
 * @param page the name of the page, such as {@code iua.md}: the link of the first cell
 * @param report from the project's folder: the link of the last cell
 * @param families such as {@code INTRO-IUA}, from {@code `INTRO-IUA-*`} in the last cell
 */
record ReportEntry(String page, Path report, List<String> families) {

    private static final Pattern ROW = Pattern.compile("\\| \\[[^]]+]\\(([^)]+)\\) \\|(?:.*\\|)? (\\[[^|]*) \\|");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
    private static final Pattern FAMILY = Pattern.compile("`([A-Z-]+)-\\*`");

    /** Every row that has a report. */
    static List<ReportEntry> in(String index) {
        return index.lines().map(ReportEntry::read).flatMap(Optional::stream).toList();
    }

    private static Optional<ReportEntry> read(String line) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            return Optional.empty();
        }
        Matcher link = LINK.matcher(row.group(2));
        if (!link.find()) {
            return Optional.empty();
        }
        Path report = Path.of(RequirementCheck.PAGES).resolve(link.group(1)).normalize();
        List<String> families = FAMILY.matcher(row.group(2))
                .results()
                .map(family -> family.group(1))
                .toList();
        return Optional.of(new ReportEntry(row.group(1), report, families));
    }
}
