/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.themes;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** What the theme jar is made of. */
final class ThemeFiles {

    static final Path JAR = Path.of("target/classes");
    static final Path THEME = JAR.resolve("theme/smart-health");

    private ThemeFiles() {}

    /** The properties of a type, {@code login} or {@code account}. */
    static Properties properties(String type) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(THEME.resolve(type).resolve("theme.properties"))) {
            properties.load(reader);
        }
        return properties;
    }

    static Path resource(String type, String path) {
        return THEME.resolve(type).resolve("resources").resolve(path);
    }

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(JAR)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    static List<Path> all(String ending) throws IOException {
        return all().stream().filter(file -> file.toString().endsWith(ending)).toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
