/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("docs/realm-check.md")
class RealmCheckPageTest {

    private static final Path PAGE = Path.of("..", "docs", "realm-check.md");

    @Test
    @DisplayName("has a row for every rule, with its severity, how to mend it and where, and no other row")
    void rows() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| `[a-z-]+` \\| (error|warning) \\|.*"))
                .toList();
        List<RealmRule> rules = RuleBook.all();
        assertThat(rules).hasSizeGreaterThan(30);
        assertThat(rules).allSatisfy(rule -> assertThat(rows)
                .anyMatch(row -> row.startsWith(beginning(rule.advice())) && row.endsWith(end(rule.advice()))));
        assertThat(rows).hasSameSizeAs(rules);
    }

    private static String beginning(Advice advice) {
        return "| `" + advice.id() + "` | " + advice.severity().name().toLowerCase(Locale.ROOT) + " | ";
    }

    private static String end(Advice advice) {
        return " | " + advice.mend() + " | " + advice.place() + " |";
    }
}
