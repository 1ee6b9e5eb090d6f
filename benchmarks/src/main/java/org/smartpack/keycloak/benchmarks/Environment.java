/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Where and when the measurement took place.
 *
 * @param date in ISO 8601 format
 * @param processor its name, and the number of cores
 * @param java the servers' Java version
 */
public record Environment(
        String date,
        String processor,
        String system,
        String java,
        String keycloak,
        String pack,
        int rounds,
        int seconds) {

    static Environment of(Settings settings) {
        return new Environment(
                LocalDate.now().toString(),
                Runtime.getRuntime().availableProcessors() + " cores" + processorName(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                settings.keycloakVersion(),
                settings.version(),
                settings.rounds(),
                settings.seconds());
    }

    private static String processorName() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> ", " + line.substring(line.indexOf(':') + 1).strip())
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
