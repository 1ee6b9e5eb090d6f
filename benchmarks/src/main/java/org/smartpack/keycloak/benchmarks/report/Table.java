/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown. */
final class Table {

    private final List<String> lines = new ArrayList<>();

    Table(String... headings) {
        row(headings);
        lines.add("|---".repeat(headings.length) + "|");
    }

    Table row(String... cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
        return this;
    }

    /** A number with the given number of decimal places. */
    static String number(double value, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
