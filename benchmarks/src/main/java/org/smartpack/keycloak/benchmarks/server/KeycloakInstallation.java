/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;

/**
 * A Keycloak that was built for production and can be started. Both kinds have the same options: those that the pack
 * needs, as far as Keycloak alone knows them too.
 *
 * @param port the port on 127.0.0.1
 * @param managementPort the port for health checks
 */
public record KeycloakInstallation(Kind kind, Path home, int port, int managementPort) {

    /** With a separate database file. */
    private static final List<String> BUILD_OPTIONS =
            List.of(KeycloakServer.FEATURE, "--db=dev-file", "--health-enabled=true", "--metrics-enabled=false");

    /** Environment variables that could change the virtual machine or the server. */
    private static final List<String> VARIABLES = List.of("JAVA", "JDK_", "_JAVA", "KC_", "KEYCLOAK_", "QUARKUS_");

    /** Installs and builds it. */
    public static KeycloakInstallation create(
            Processes processes,
            Kind kind,
            Path distribution,
            Path home,
            Path providerJar,
            int port,
            int managementPort) {
        KeycloakHome folder = KeycloakHome.create(distribution, home);
        if (kind == Kind.PACK) {
            folder.withProvider(providerJar);
        }
        KeycloakInstallation installation = new KeycloakInstallation(kind, home, port, managementPort);
        List<String> arguments = new ArrayList<>(List.of("build"));
        arguments.addAll(BUILD_OPTIONS);
        installation.build(processes, arguments);
        return installation;
    }

    private void build(Processes processes, List<String> arguments) {
        Path log = home.resolve("build.log");
        Process process = processes.start(builder(arguments, log));
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("kc.sh build failed:\n" + tail(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Keycloak was built", e);
        } finally {
            processes.end(process);
        }
    }

    /** {@code kc.sh start --optimized}, not started yet. */
    ProcessBuilder startCommand(Path log) {
        List<String> arguments = new ArrayList<>(List.of(
                "start",
                "--optimized",
                // No cluster, so that nothing listens to the network.
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                "--hostname=" + url()));
        arguments.addAll(KeycloakServer.REQUEST_LIMITS);
        return builder(arguments, log);
    }

    private ProcessBuilder builder(List<String> arguments, Path log) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/kc.sh").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> VARIABLES.stream().anyMatch(name::startsWith));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
        return builder;
    }

    /** The address, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    static String tail(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 40), all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
