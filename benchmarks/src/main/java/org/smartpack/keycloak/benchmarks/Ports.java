/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ports of the two servers, all on 127.0.0.1.
 *
 * @param vanilla Maven property {@code benchmarks.vanilla.port}
 * @param vanillaManagement {@code benchmarks.vanilla.management.port}
 * @param pack {@code benchmarks.pack.port}
 * @param packManagement {@code benchmarks.pack.management.port}
 */
public record Ports(int vanilla, int vanillaManagement, int pack, int packManagement) {

    /** A line that says which port is taken and what to do; empty if all are free. */
    public Optional<String> problem() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("benchmarks.vanilla.port", vanilla);
        ports.put("benchmarks.vanilla.management.port", vanillaManagement);
        ports.put("benchmarks.pack.port", pack);
        ports.put("benchmarks.pack.management.port", packManagement);
        return ports.entrySet().stream()
                .filter(entry -> isTaken(entry.getValue()))
                .map(entry ->
                        "Port " + entry.getValue() + " is taken. Choose another with -D" + entry.getKey() + "=<port>")
                .findFirst();
    }

    private static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }
}
