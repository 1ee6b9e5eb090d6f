/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.theme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.smartpack.keycloak.demo.KeycloakHome;

/** A login theme in the folder {@code themes} of a Keycloak, which reads it while it runs. */
record OwnTheme(String name, Path folder) implements AutoCloseable {

    static OwnTheme create(KeycloakHome keycloak, String properties) {
        String name = "own-" + UUID.randomUUID();
        OwnTheme theme = new OwnTheme(name, keycloak.path().resolve("themes").resolve(name));
        theme.writeFile("login/theme.properties", properties);
        return theme;
    }

    /** Adds a file to its resources. */
    void write(String path, String text) {
        writeFile("login/resources/" + path, text);
    }

    private void writeFile(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
