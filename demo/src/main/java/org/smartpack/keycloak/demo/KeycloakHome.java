/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A separate Keycloak installation. The distribution's large library files, which are never written, are hard links (or
 * copies if the file system has none); everything else is copied.
 *
 * @param path the folder that holds {@code bin}, {@code conf}, {@code providers}
 */
public record KeycloakHome(Path path) {

    /** Makes {@code target} a fresh installation, removing what was there. */
    public static KeycloakHome create(Path distribution, Path target) {
        if (!Files.isExecutable(distribution.resolve("bin/kc.sh"))) {
            throw new IllegalArgumentException("No Keycloak distribution in " + distribution);
        }
        try {
            delete(target);
            Files.walkFileTree(distribution, new Copier(distribution, target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new KeycloakHome(target);
    }

    /** Drops a jar in, as old as it is: by its time Keycloak tells whether it has to build itself anew. */
    public KeycloakHome withProvider(Path jar) {
        copy(jar, path.resolve("providers").resolve(jar.getFileName()));
        return this;
    }

    /** Puts a realm file where {@code --import-realm} finds it. */
    public KeycloakHome withRealm(String fileName, String json) {
        try {
            Path folder = Files.createDirectories(path.resolve("data/import"));
            Files.writeString(folder.resolve(fileName), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException failure) throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static final class Copier extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copier(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(to.resolve(from.relativize(dir).toString()));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path relative = from.relativize(file);
            Path target = to.resolve(relative.toString());
            if (relative.startsWith(Path.of("lib", "lib"))) {
                try {
                    Files.createLink(target, file);
                    return FileVisitResult.CONTINUE;
                } catch (IOException | UnsupportedOperationException e) {
                    // Another file system, or one without hard links: copied below.
                }
            }
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
        }
    }
}
