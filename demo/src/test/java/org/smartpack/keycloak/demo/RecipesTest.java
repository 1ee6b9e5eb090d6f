/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The recipes of docs/clients.md are the code that {@code ./mvnw verify -Pclients} runs. */
class RecipesTest {

    private static final Path PAGE =
            Path.of(System.getProperty("smartpack.root")).resolve("docs/clients.md");
    private static final Pattern SOURCE = Pattern.compile("]\\((\\.\\./clients/[^)#]+)\\)");

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    @DisplayName("docs/clients.md shows lines of the file that was linked to last; spaces and line breaks may differ")
    void recipes() throws IOException {
        List<String> problems = new ArrayList<>();
        int compared = 0;
        Path file = null;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("#")) {
                file = null;
            }
            Matcher link = SOURCE.matcher(line);
            while (link.find()) {
                file = PAGE.resolveSibling(link.group(1)).normalize();
            }
            if (file != null && line.startsWith("    ") && !line.strip().equals("...")) {
                compared++;
                if (!withoutSpace(Files.readString(file)).contains(withoutSpace(line))) {
                    problems.add(file.getFileName() + " has no line " + line.strip());
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(compared).isGreaterThan(40);
    }
}
