/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The jar of {@code org.smartpack.keycloak.testkit.clock}, made for the run. The classes are read as files: Keycloak's,
 * which they need to be loaded, are in Keycloak only.
 */
final class ClockJar {

    private static final String FOLDER = "org/smartpack/keycloak/testkit/clock/";

    /** Always the same: Keycloak takes a jar of another time for another jar. */
    private static final FileTime DATED = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private ClockJar() {}

    static Path make() {
        Path jar = Installation.result("testkit-clock.jar");
        try {
            Files.deleteIfExists(jar);
            try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
                for (String type : List.of("ClockResource", "ClockResourceFactory")) {
                    String name = FOLDER + type + ".class";
                    try (InputStream bytes = ClockJar.class.getClassLoader().getResourceAsStream(name)) {
                        write(zip.getPath(name), bytes.readAllBytes());
                    }
                }
                write(
                        zip.getPath("META-INF/services/org.keycloak.services.resource.RealmResourceProviderFactory"),
                        (FOLDER + "ClockResourceFactory").replace('/', '.').getBytes(StandardCharsets.US_ASCII));
            }
            Files.setLastModifiedTime(jar, DATED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, DATED);
    }
}
