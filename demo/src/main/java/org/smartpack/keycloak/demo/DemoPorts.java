/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ports of the demo's parts, all on 127.0.0.1.
 *
 * @param keycloak Maven property {@code keycloak.port}
 * @param management Keycloak's management port, {@code keycloak.management.port}
 * @param fhir {@code fhir.port}
 * @param app {@code app.port}
 */
public record DemoPorts(int keycloak, int management, int fhir, int app) {

    private static final int CONNECT_MILLIS = 500;

    /** The standard ports, which the realm files name: 8080, 9000, 8090, 8091. */
    public static DemoPorts standard() {
        return new DemoPorts(8080, 9000, 8090, 8091);
    }

    /** Four that nobody else has or gets. */
    public static DemoPorts free() {
        return new DemoPorts(FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next());
    }

    /** Keycloak's address, without a slash at the end. */
    public String keycloakUrl() {
        return "http://127.0.0.1:" + keycloak;
    }

    /** The sample app's address, without a slash at the end. */
    String appOrigin() {
        return "http://127.0.0.1:" + app;
    }

    /** Changes a realm file, which was written for the standard ports, to these ports. */
    public String in(String realmFile) {
        DemoPorts written = standard();
        // All at once; otherwise a port that takes another's number would be replaced twice.
        Map<String, Integer> changes = Map.of(
                "127.0.0.1:" + written.keycloak(), keycloak,
                "127.0.0.1:" + written.fhir(), fhir,
                "127.0.0.1:" + written.app(), app);
        return java.util.regex.Pattern.compile("127\\.0\\.0\\.1:(?:8080|8090|8091)(?!\\d)")
                .matcher(realmFile)
                .replaceAll(found -> "127.0.0.1:" + changes.get(found.group()));
    }

    /** A line that says what is wrong with these ports and what to do; empty if nothing is. */
    public Optional<String> problem() {
        Map<String, Integer> byProperty = new LinkedHashMap<>();
        byProperty.put("keycloak.port", keycloak);
        byProperty.put("keycloak.management.port", management);
        byProperty.put("fhir.port", fhir);
        byProperty.put("app.port", app);
        Map<Integer, String> seen = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> entry : byProperty.entrySet()) {
            int port = entry.getValue();
            String property = entry.getKey();
            if (port < 1 || port > 65535) {
                return Optional.of("No such port: " + port + ". Choose another with -D" + property + "=<port>");
            }
            if (seen.containsKey(port)) {
                return Optional.of("Port " + port + " is given to both " + seen.get(port) + " and " + property
                        + ". Choose another with -D" + property + "=<port>");
            }
            if (isTaken(port)) {
                return Optional.of("Port " + port + " is taken. Choose another with -D" + property + "="
                        + (port == 65535 ? port - 1 : port + 1000 > 65535 ? port + 1 : port + 1000));
            }
            seen.put(port, property);
        }
        return Optional.empty();
    }

    /**
     * Checks in two ways, because some systems let two processes listen on one port if one of them takes every address.
     */
    private static boolean isTaken(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            // Nobody answers. The next check tells whether the port is taken all the same.
        }
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }
}
