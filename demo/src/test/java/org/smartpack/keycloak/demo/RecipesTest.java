/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The code of docs/clients.md and docs/recipes is the code that {@code ./mvnw verify -Pclients} runs. */
class RecipesTest {

    private static final Path DOCS =
            Path.of(System.getProperty("smartpack.root")).resolve("docs");
    private static final Pattern SOURCE = Pattern.compile("]\\(((?:\\.\\./)+clients/[^)#]+)\\)");

    /**
     * Code of a page.
     *
     * @param file the file that was linked to last
     * @param text lines that follow each other
     */
    private record Code(Path file, String text) {

        boolean isInFile() {
            try {
                return withoutSpace(Files.readString(file)).contains(withoutSpace(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String withoutSpace(String text) {
            return text.replaceAll("\\s+", "");
        }
    }

    /** The code under the headings of a page; an empty line or {@code ...} doesn't part a block from its file. */
    private static List<Code> code(Path page) throws IOException {
        List<Code> all = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        Path file = null;
        boolean isFenced = false;
        List<String> lines = new ArrayList<>(Files.readAllLines(page));
        lines.add("# end");
        for (String line : lines) {
            isFenced ^= line.startsWith("```");
            boolean isCode =
                    !isFenced && line.startsWith("    ") && !line.strip().equals("...");
            if (isCode) {
                block.append(line).append('\n');
            } else if (!line.isBlank()) {
                if (file != null && !block.isEmpty()) {
                    all.add(new Code(file, block.toString()));
                }
                block.setLength(0);
            }
            if (line.startsWith("#") && !isFenced) {
                file = null;
            }
            Matcher link = SOURCE.matcher(line);
            while (link.find()) {
                file = page.resolveSibling(link.group(1)).normalize();
            }
        }
        return all;
    }

    private static void isRun(List<Code> code, int atLeast) {
        assertThat(code).hasSizeGreaterThan(atLeast).allSatisfy(block -> assertThat(block.isInFile())
                .as("%s has:%n%s", block.file(), block.text())
                .isTrue());
    }

    @Test
    @DisplayName("docs/clients.md shows lines of the file that was linked to last; spaces and line breaks may differ")
    void clients() throws IOException {
        List<Code> lines = code(DOCS.resolve("clients.md")).stream()
                .flatMap(block -> block.text().lines().map(line -> new Code(block.file(), line)))
                .toList();
        isRun(lines, 40);
    }

    @ParameterizedTest
    @CsvSource({"hapi.md, 8", "nginx.md, 3"})
    @DisplayName("a page of docs/recipes shows code of the file that was linked to last, without a gap")
    void recipes(String page, int atLeast) throws IOException {
        isRun(code(DOCS.resolve("recipes").resolve(page)), atLeast);
    }

    @Test
    @DisplayName("code that differs from its file in one character is found, and so are two lines with a gap")
    void differences(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("clients"));
        Files.writeString(folder.resolve("clients/A.java"), "one();\ntwo();\nthree();\n");
        Path page = Files.createDirectories(folder.resolve("docs")).resolve("page.md");
        String link = "# Page\nIn [A.java](../clients/A.java):\n\n";
        String good = "    one();\n\n    two();\n    ...\n    three();\n\n";
        Files.writeString(page, link + good + "and\n\n    one();\n    three();\n");
        assertThat(code(page)).extracting(Code::isInFile).containsExactly(true, true, false);
        Files.writeString(page, link + "    One();\n");
        assertThat(code(page)).extracting(Code::isInFile).containsExactly(false);
    }
}
