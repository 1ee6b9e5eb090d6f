/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.smartpack.keycloak.benchmarks.server.KeycloakInstallation;
import org.smartpack.keycloak.benchmarks.server.Kind;
import org.smartpack.keycloak.benchmarks.server.Processes;
import org.smartpack.keycloak.benchmarks.server.RunningKeycloak;

/**
 * A start with an existing database.
 *
 * @param logged the seconds that Keycloak itself logs
 * @param ready the seconds from the start of the process until it was ready
 */
public record StartUp(Kind kind, double logged, double ready) {

    /** The id of this row. */
    public static final String ID = "start";

    /** Starts the servers in turns, one at a time. */
    public static List<StartUp> measure(Processes processes, List<KeycloakInstallation> installations, int rounds) {
        List<StartUp> starts = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<KeycloakInstallation> order = new ArrayList<>(installations);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            for (KeycloakInstallation installation : order) {
                try (RunningKeycloak server = new RunningKeycloak(processes, installation)) {
                    StartUp start = new StartUp(
                            installation.kind(),
                            server.loggedStart(),
                            server.untilReady().toMillis() / 1000.0);
                    System.out.println("  " + start);
                    starts.add(start);
                }
            }
        }
        return starts;
    }
}
