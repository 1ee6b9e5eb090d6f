/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.install;

import java.util.List;

import org.smartpack.keycloak.demo.KeycloakServer;

/** What the pack printed about itself. */
final class PackLog {

    private PackLog() {}

    static List<String> lines(KeycloakServer server) {
        return server.log()
                .lines()
                .filter(line -> line.contains("Keycloak SMART Pack"))
                .toList();
    }
}
