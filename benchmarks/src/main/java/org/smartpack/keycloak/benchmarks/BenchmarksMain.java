/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks;

import java.util.Optional;

import org.smartpack.keycloak.benchmarks.load.Wrk;
import org.smartpack.keycloak.benchmarks.server.Processes;

/** The command {@code ./mvnw -Pbenchmarks}. */
public final class BenchmarksMain {

    private BenchmarksMain() {}

    /** Exits with 1 and one line if something is missing or a measurement failed. */
    public static void main(String[] arguments) {
        Processes processes = new Processes();
        // Ctrl-C or SIGTERM: whatever was started ends first.
        Runtime.getRuntime().addShutdownHook(new Thread(processes::close, "end-processes"));
        try {
            Settings settings = Settings.fromSystemProperties();
            if (settings.onlyReport()) {
                new Benchmarks(settings, processes).report();
                return;
            }
            Optional<String> problem = settings.ports().problem().or(Wrk::problem);
            if (problem.isPresent()) {
                exit(problem.get());
                return;
            }
            new Benchmarks(settings, processes).run();
        } catch (RuntimeException e) {
            if (!processes.isEnding()) {
                e.printStackTrace();
                exit("The benchmarks failed: " + e.getMessage());
            }
        } finally {
            processes.close();
        }
    }

    private static void exit(String line) {
        System.err.println(line);
        System.exit(1);
    }
}
