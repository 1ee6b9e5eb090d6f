/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * The locations of a demo's parts.
 *
 * @param distribution the unpacked, untouched Keycloak
 * @param home the folder for this demo's own Keycloak; emptied at every start
 * @param jars the built pack: the provider jar and the theme jar
 * @param realmExport the folder with the realm files and {@code demo-keys}
 */
public record DemoSettings(DemoPorts ports, Path distribution, Path home, List<Path> jars, Path realmExport) {

    /** From the system properties that {@code demo/pom.xml} sets. */
    static DemoSettings fromSystemProperties() {
        Path root = Path.of(property("smartpack.root"));
        return new DemoSettings(
                new DemoPorts(
                        port("keycloak.port"), port("keycloak.management.port"), port("fhir.port"), port("app.port")),
                root.resolve("demo/target/dist/keycloak-" + property("keycloak.version")),
                root.resolve("demo/target/keycloak"),
                List.of(
                        jar(root, "providers", "keycloak-smart-pack-"),
                        jar(root, "themes", "keycloak-smart-pack-themes-")),
                root.resolve("realm-export"));
    }

    private static Path jar(Path root, String module, String name) {
        return root.resolve(module + "/target/" + name + property("smartpack.version") + ".jar");
    }

    private static int port(String name) {
        try {
            return Integer.parseInt(property(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not a port: -D" + name + "=" + property(name), e);
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("Start the demo with ./mvnw -Pdemo: " + name + " is not set");
        }
        return value;
    }
}
