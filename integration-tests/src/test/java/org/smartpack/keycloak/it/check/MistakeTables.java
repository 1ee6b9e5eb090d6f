/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.check;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.smartpack.keycloak.testkit.Recipe;

import static org.assertj.core.api.Assertions.assertThat;

/** The two tables of {@code docs/troubleshooting.md}: whatever is quoted in a cell was said. */
final class MistakeTables {

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    static MistakeTables read() {
        MistakeTables tables = new MistakeTables();
        Recipe page = Recipe.of("troubleshooting.md");
        tables.add(page.section("Mistakes in a realm's settings"), 6);
        tables.add(page.section("Mistakes in a request"), 4);
        return tables;
    }

    private void add(String section, int columns) {
        section.lines().filter(line -> line.startsWith("| ")).skip(1).forEach(line -> {
            List<String> cells = Arrays.stream(
                            line.substring(2, line.length() - 2).split(" \\| "))
                    .toList();
            assertThat(cells).as(line).hasSize(columns);
            rows.put(cells.get(0), cells.subList(1, columns - 1));
        });
    }

    List<String> mistakes() {
        return List.copyOf(rows.keySet());
    }

    void assertSaid(String mistake, Seen seen) {
        List<String> cells = rows.get(mistake);
        List<String> said = cells.size() == 4
                ? List.of(seen.saved(), seen.answered(), seen.event(), seen.check())
                : List.of(seen.answered(), seen.event());
        for (int i = 0; i < cells.size(); i++) {
            List<String> quoted = QUOTED.matcher(cells.get(i))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            if (quoted.isEmpty()) {
                assertThat(said.get(i)).as(cells.get(i)).isEmpty();
            } else {
                assertThat(said.get(i)).as(cells.get(i)).contains(quoted);
            }
        }
    }

    /**
     * What was said of a mistake; what wasn't said is empty.
     *
     * @param saved when an administrator saved it
     * @param answered to the app
     * @param event of the app's request
     * @param check the rules of the realm check
     */
    record Seen(String saved, String answered, String event, String check) {}
}
