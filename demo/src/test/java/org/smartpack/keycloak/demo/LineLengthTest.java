/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The formatter breaks code, but neither comments nor strings. */
class LineLengthTest {

    private static final Path ROOT = Path.of(System.getProperty("smartpack.root"));
    private static final int LONGEST = 120;
    private static final String TEXT_BLOCK = "\"\"\"";

    /** Folders with nothing that somebody wrote. */
    private static final Set<String> NOT_SOURCES = Set.of("target", "node_modules");

    /** An import, or a string literal that has the line for itself: the formatter has done what it can. */
    private static final Pattern UNBREAKABLE =
            Pattern.compile("\\s*(?:import .*|(?:\\+ )?\"(?:[^\"\\\\]|\\\\.)*\"[),;]*(?: \\+)?)");

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                return !folder.equals(ROOT) && (name.startsWith(".") || NOT_SOURCES.contains(name))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    /** The numbers of the lines that are too long, counted from 1. */
    private static List<Integer> tooLong(List<String> lines) {
        List<Integer> numbers = new ArrayList<>();
        boolean isInTextBlock = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.length() > LONGEST
                    && !isInTextBlock
                    && !UNBREAKABLE.matcher(line).matches()) {
                numbers.add(i + 1);
            }
            isInTextBlock ^= line.split(TEXT_BLOCK, -1).length % 2 == 0;
        }
        return numbers;
    }

    @Test
    @DisplayName("no line of Java has more than 120 columns, comments included")
    void lines() throws IOException {
        List<Path> sources = sources();
        List<String> problems = new ArrayList<>();
        for (Path source : sources) {
            tooLong(Files.readAllLines(source)).forEach(line -> problems.add(ROOT.relativize(source) + ":" + line));
        }
        assertThat(problems).isEmpty();
        assertThat(sources).hasSizeGreaterThan(500);
    }

    @Test
    @DisplayName("a long comment or statement is found; an import, a text block and a lone string are let through")
    void rule() {
        String x = "x".repeat(LONGEST);
        assertThat(tooLong(List.of(
                        "// " + x,
                        " * \"" + x + "\"",
                        "return \"" + x + "\";",
                        "f(\"a\", \"" + x + "\");",
                        "int " + x + ";")))
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(tooLong(List.of(
                        "import static " + x + ";",
                        "        + \"" + x + "\\\"\");",
                        "String text = \"\"\"",
                        "    " + x,
                        "    \"\"\";",
                        "x".repeat(LONGEST))))
                .isEmpty();
        assertThat(tooLong(List.of("f(\"\"\"", "    \"\"\", \"\"\"", x + x, "    \"\"\");", x + x)))
                .containsExactly(5);
    }
}
