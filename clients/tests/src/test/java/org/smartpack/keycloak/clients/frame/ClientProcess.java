/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.smartpack.keycloak.testkit.Installation;

/**
 * A client that runs as a process of its own: a Java application, a script for Node.js or Python, a web server. What it
 * prints goes to {@code clients/tests/target/<name>.log}. Closing ends it and what it started.
 */
public final class ClientProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration RUN_LIMIT = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;

    private ClientProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** A file or folder of a module below {@code clients}. */
    public static Path file(String path) {
        return Path.of(System.getProperty("smartpack.root")).resolve("clients").resolve(path);
    }

    /** A script of {@code src/test/npm}, where its packages are installed. */
    public static Path npm(String script) {
        return file("tests/target/npm").resolve(script);
    }

    /** A port that was free a moment ago. */
    public static int freePort() {
        return Installation.freePort();
    }

    /** The command for a Java application in a jar. */
    public static List<String> java(Path jar, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts a server and waits until it listens on 127.0.0.1 at {@code port}. */
    public static ClientProcess serve(String name, int port, List<String> command, Map<String, String> environment) {
        ClientProcess client = start(name, command, environment);
        Instant deadline = Instant.now().plus(START_LIMIT);
        try {
            while (!listens(port)) {
                if (!client.process.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException(name + " doesn't listen:\n" + client.output());
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
            return client;
        } catch (InterruptedException e) {
            client.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Runs a program to its end; answers what it printed, errors included. */
    public static Finished run(String name, List<String> command, Map<String, String> environment) {
        try (ClientProcess client = start(name, command, environment)) {
            if (!client.process.waitFor(RUN_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " doesn't end:\n" + client.output());
            }
            return new Finished(client.process.exitValue(), client.output());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ClientProcess start(String name, List<String> command, Map<String, String> environment) {
        Path log = file("tests/target").resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return new ClientProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** What it has printed so far. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle handle : all) {
            try {
                handle.onExit().get(15, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                handle.destroyForcibly();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                handle.destroyForcibly();
            }
        }
    }

    /**
     * A program that has ended.
     *
     * @param status its exit status
     * @param output what it printed, errors included
     */
    public record Finished(int status, String output) {}
}
