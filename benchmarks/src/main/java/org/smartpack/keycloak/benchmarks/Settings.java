/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The settings of a run, which {@code benchmarks/pom.xml} passes on.
 *
 * @param root the repository's folder
 * @param version the version of the pack
 * @param keycloakVersion the version of Keycloak
 * @param classPath this module's class path, for separate virtual machines
 * @param rounds {@code benchmarks.rounds}: how often each server is measured in a row; 5
 * @param seconds {@code benchmarks.seconds}: how long a measurement takes; 5
 * @param warmUp {@code benchmarks.warmup}: the most seconds of load before the measurements of the first row, for each
 *     of its parts; 120. Later rows have 90 at most, because the servers are warm except for what the row adds
 * @param rows {@code benchmarks.rows}: the ids of the rows, separated by commas; empty for all
 * @param quick {@code benchmarks.quick}: everything as short and small as possible, to see that it works
 * @param profile {@code benchmarks.profile}: whether a flight recording is made of each row; true
 * @param onlyReport {@code benchmarks.report}: whether only the report is written again, from the last run's numbers
 */
record Settings(
        Path root,
        String version,
        String keycloakVersion,
        String classPath,
        Ports ports,
        int rounds,
        int seconds,
        int warmUp,
        Set<String> rows,
        boolean quick,
        boolean profile,
        boolean onlyReport) {

    private static final int ROUNDS = 5;
    private static final int SECONDS = 5;
    private static final int WARM_UP = 120;

    /** Shorter measurements would have too few slow requests. */
    private static final int FEWEST_SECONDS = 2;

    static Settings fromSystemProperties() {
        boolean quick = flag("benchmarks.quick", false);
        return new Settings(
                Path.of(required("smartpack.root")),
                required("smartpack.version"),
                required("keycloak.version"),
                required("benchmarks.classpath"),
                new Ports(
                        number("benchmarks.vanilla.port", 18080),
                        number("benchmarks.vanilla.management.port", 19000),
                        number("benchmarks.pack.port", 18081),
                        number("benchmarks.pack.management.port", 19001)),
                number("benchmarks.rounds", quick ? 1 : ROUNDS),
                number("benchmarks.seconds", quick ? 1 : SECONDS),
                number("benchmarks.warmup", quick ? 1 : WARM_UP),
                names("benchmarks.rows"),
                quick,
                flag("benchmarks.profile", true),
                flag("benchmarks.report", false));
    }

    /** Whether the result may be shown in the documentation. */
    boolean isFull() {
        return !quick
                && rows.isEmpty()
                && rounds >= ROUNDS
                && seconds >= FEWEST_SECONDS
                && warmUp >= WARM_UP
                && profile;
    }

    Path target() {
        return root.resolve("benchmarks/target");
    }

    Path providerJar() {
        return root.resolve("providers/target/keycloak-smart-pack-" + version + ".jar");
    }

    /** The unpacked, untouched Keycloak from the demo's build. */
    Path distribution() {
        return root.resolve("demo/target/dist/keycloak-" + keycloakVersion);
    }

    private static String value(String name) {
        return System.getProperty(name, "").strip();
    }

    private static String required(String name) {
        String value = value(name);
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "Start the benchmarks with ./mvnw -Pbenchmarks: " + name + " is not set");
        }
        return value;
    }

    private static int number(String name, int otherwise) {
        String value = value(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("Not a positive number: -D" + name + "=" + value);
    }

    /** A property without a value counts as set, as in Maven. */
    private static boolean flag(String name, boolean otherwise) {
        String value = value(name);
        return value.isEmpty() ? otherwise : Boolean.parseBoolean(value);
    }

    private static Set<String> names(String name) {
        List<String> names = Arrays.stream(value(name).split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        return new LinkedHashSet<>(names);
    }
}
