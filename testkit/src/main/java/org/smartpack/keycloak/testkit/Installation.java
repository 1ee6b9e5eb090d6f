/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.restassured.path.json.JsonPath;

import org.smartpack.keycloak.demo.FreePorts;
import org.smartpack.keycloak.demo.KeycloakHome;

/** The files under test: the built jars, the Keycloak distribution, the realm exports. */
public final class Installation {

    private Installation() {}

    private static Path root() {
        return Path.of(System.getProperty("smartpack.root"));
    }

    /** The version of the pack that is tested. */
    public static String version() {
        return System.getProperty("smartpack.version");
    }

    /** The provider jar that {@code package} made: the one that is released. */
    public static Path providerJar() {
        return jar("providers/target/keycloak-smart-pack-");
    }

    /** The theme jar that {@code package} made: the one that is released. */
    public static Path themeJar() {
        return jar("themes/target/keycloak-smart-pack-themes-");
    }

    private static Path jar(String start) {
        Path jar = root().resolve(start + version() + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("Not built: " + jar);
        }
        return jar;
    }

    /** A Keycloak without the pack, in a folder of its own under {@code target}. */
    public static KeycloakHome plainHome(String name) {
        return KeycloakHome.create(distribution(), homeFolder(name));
    }

    /** The unpacked, untouched Keycloak. */
    public static Path distribution() {
        return root().resolve("demo/target/dist/keycloak-" + System.getProperty("keycloak.version"));
    }

    /** Where a Keycloak of that name is put. */
    public static Path homeFolder(String name) {
        return root().resolve("integration-tests/target/keycloak-" + name);
    }

    /** A Keycloak with the pack, both jars of it. */
    public static KeycloakHome home(String name) {
        return plainHome(name).withProvider(providerJar()).withProvider(themeJar());
    }

    /** A file of {@code realm-export}. */
    public static Path realmExport(String fileName) {
        return realmExports().resolve(fileName);
    }

    /** A realm of {@code realm-export}, to be imported under a name of its own: to be changed at will. */
    public static Map<String, Object> realm(String name) {
        try {
            Map<String, Object> export = new LinkedHashMap<>(
                    JsonPath.from(Files.readString(realmExport(name + ".json"))).getMap(""));
            export.put("realm", name + "-" + UUID.randomUUID());
            return export;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder {@code realm-export}. */
    public static Path realmExports() {
        return root().resolve("realm-export");
    }

    /** The pages of the documentation. */
    public static Path docs() {
        return root().resolve("docs");
    }

    /** A file for something that a test leaves to be looked at, under {@code target}. */
    public static Path result(String name) {
        return root().resolve("integration-tests/target").resolve(name);
    }

    /** An empty file under {@code target} for the log of something that a test starts. */
    public static Path logFile(String name) throws IOException {
        Path log = result(name);
        Files.deleteIfExists(log);
        return log;
    }

    /** A port that nobody else has or gets. */
    public static int freePort() {
        return FreePorts.next();
    }
}
