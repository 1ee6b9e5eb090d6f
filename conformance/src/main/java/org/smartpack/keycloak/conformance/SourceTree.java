/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The files of the project in which an id may stand: sources and scripts of every module, and the documentation. */
final class SourceTree {

    /** What is built or downloaded, and data. */
    private static final Set<String> LEFT_OUT = Set.of("target", "node_modules", "realm-export", "images");

    /** Of the hidden folders only these are the project's; editors have theirs. */
    private static final Set<String> HIDDEN = Set.of(".ci", ".github");

    /** The tests of this module make ids up. */
    private static final String MADE_UP = "conformance/src/test";

    private static final Set<String> ENDINGS =
            Set.of("java", "js", "mjs", "html", "ftl", "py", "lua", "sh", "properties", "xml", "yml", "conf", "md");

    private SourceTree() {}

    /** All of them, by path. */
    static List<SourceFile> read(Path root) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.equals(root) || isRead(folder.getFileName().toString(), path(root, folder))
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (mayName(file.getFileName().toString())) {
                    files.add(new SourceFile(path(root, file), text(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(Comparator.comparing(SourceFile::path));
        return files;
    }

    private static boolean isRead(String folder, String path) {
        return !LEFT_OUT.contains(folder)
                && !path.equals(MADE_UP)
                && (!folder.startsWith(".") || HIDDEN.contains(folder));
    }

    /** Whatever has no ending may be no text at all; then it names nothing. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** A script may have no ending, as {@code .ci/run}. */
    private static boolean mayName(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 || ENDINGS.contains(file.substring(dot + 1));
    }

    private static String path(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
