/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running Keycloak: its process, address and log. Closing it ends the process and all that it started. */
public final class KeycloakServer implements AutoCloseable {

    /** A first start builds the server, which takes up to a minute and a half on two busy cores. */
    private static final Duration START_LIMIT = Duration.ofMinutes(6);

    /**
     * Request limits that suit SMART: hundreds of granular scopes, a long {@code launch}, and an error if a limit is
     * exceeded.
     */
    public static final List<String> REQUEST_LIMITS = List.of(
            "--spi-login-protocol--openid-connect--req-params-max-size--scope=65536",
            "--spi-login-protocol--openid-connect--req-params-max-size--refresh_token=65536",
            "--spi-login-protocol--openid-connect--add-req-params-max-size=8000",
            "--spi-login-protocol--openid-connect--add-req-params-max-number=10",
            "--spi-login-protocol--openid-connect--add-req-params-max-overall-size=20000",
            "--spi-login-protocol--openid-connect--add-req-params-fail-fast=true");

    /** The server feature that the pack's scope rules need. */
    public static final String FEATURE = "--features=parameterized-scopes";

    /**
     * The option for a path in front of all the server's paths, for instance {@code /auth}, on the management port too.
     */
    public static final String RELATIVE_PATH = "--http-relative-path=";

    private final Process process;
    private final int port;
    private final String relativePath;
    private final int managementPort;
    private final Path log;
    private final Optional<DebugPort> debugPort;

    private KeycloakServer(
            Process process,
            int port,
            String relativePath,
            int managementPort,
            Path log,
            Optional<DebugPort> debugPort) {
        this.process = process;
        this.port = port;
        this.relativePath = relativePath;
        this.managementPort = managementPort;
        this.log = log;
        this.debugPort = debugPort;
    }

    /**
     * Starts {@code kc.sh start-dev} on 127.0.0.1 with the administrator {@code admin}/{@code admin} and waits until it
     * is ready. Maven's option {@code -Dkeycloak.debug=<port>} lets a debugger in.
     *
     * @param options further command line options, for instance {@link #FEATURE}
     * @throws IllegalStateException if it ends or isn't ready in time; the message contains the end of its log
     */
    public static KeycloakServer startDev(KeycloakHome home, int port, int managementPort, List<String> options) {
        return start(home, port, managementPort, "start-dev", options);
    }

    /** Starts with another command, for instance {@code start} after {@link #build}. */
    public static KeycloakServer start(
            KeycloakHome home, int port, int managementPort, String command, List<String> options) {
        List<String> arguments = new ArrayList<>();
        arguments.add(command);
        arguments.add("--http-host=127.0.0.1");
        arguments.add("--http-port=" + port);
        arguments.add("--http-management-port=" + managementPort);
        if (!options.contains("--optimized")) {
            arguments.add("--health-enabled=true");
        }
        arguments.addAll(options);
        Optional<DebugPort> debugPort = DebugPort.take(System.getProperty(DebugPort.PROPERTY));
        debugPort.ifPresent(debug -> arguments.addAll(debug.options()));
        Path log = home.path().resolve("server.log");
        KeycloakServer server = new KeycloakServer(
                launch(home, log, arguments), port, relativePath(options), managementPort, log, debugPort);
        server.awaitReady();
        return server;
    }

    private static String relativePath(List<String> options) {
        return options.stream()
                .filter(option -> option.startsWith(RELATIVE_PATH))
                .map(option -> option.substring(RELATIVE_PATH.length()))
                .findFirst()
                .orElse("");
    }

    /** Runs {@code kc.sh build}. */
    public static void build(KeycloakHome home, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("build"));
        arguments.addAll(options);
        Path log = home.path().resolve("build.log");
        Process process = launch(home, log, arguments);
        try {
            if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                end(process);
                throw new IllegalStateException("kc.sh build failed:\n" + tail(log));
            }
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Keycloak was built", e);
        }
    }

    private static Process launch(KeycloakHome home, Path log, List<String> arguments) {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>();
        command.add(home.path().resolve(windows ? "bin/kc.bat" : "bin/kc.sh").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx768m");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest ready = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + relativePath + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        Instant deadline = Instant.now().plus(START_LIMIT);
        try {
            while (Instant.now().isBefore(deadline)) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("Keycloak ended while starting:\n" + tail(log));
                }
                try {
                    if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                        awaitDebugger();
                        return;
                    }
                } catch (IOException e) {
                    // Not listening yet.
                }
                TimeUnit.MILLISECONDS.sleep(250);
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Keycloak started", e);
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
        close();
        throw new IllegalStateException("Keycloak was not ready after " + START_LIMIT + ":\n" + tail(log));
    }

    private void awaitDebugger() throws InterruptedException {
        if (debugPort.isPresent()) {
            debugPort.get().ready(process, "in " + log.getParent());
        }
    }

    /** The base URL, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port + relativePath;
    }

    /** The issuer of a realm. */
    public String realmUrl(String realm) {
        return url() + "/realms/" + realm;
    }

    /** Everything that the server has printed so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's process and those that it started. */
    public List<ProcessHandle> processes() {
        return all(process);
    }

    private static List<ProcessHandle> all(Process process) {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    /** Whether the process still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        end(process);
        debugPort.ifPresent(DebugPort::close);
    }

    private static void end(Process process) {
        List<ProcessHandle> all = all(process);
        all.forEach(ProcessHandle::destroy);
        all.forEach(handle -> {
            try {
                handle.onExit().get(15, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                handle.destroyForcibly();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                handle.destroyForcibly();
            }
        });
    }

    private static String tail(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 40), all.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
